import { z } from "zod";

/** One run of a piece of work. */
export const jobRun = z.strictObject({
  id: z.string(),
  kind: z.string(),
  schedule: z.string().nullable(),
  attempt: z.number(),
  began: z.string(),
  ended: z.string().nullable(),
  result: z.enum(["running", "done", "again", "failed", "lost", "cancelled"]),
  note: z.string(),
});

/** One schedule with what became of it. */
export const schedule = z.strictObject({
  name: z.string(),
  title: z.string(),
  kind: z.string(),
  cron: z.string(),
  zone: z.string(),
  missed: z.enum(["once", "skip"]),
  state: z.enum(["on", "paused"]),
  changed: z.boolean(),
  next: z.string().nullable(),
  running: z.boolean(),
  last: jobRun.nullable(),
});

export const scheduleList = z.strictObject({ items: z.array(schedule) });
export const runList = z.strictObject({ items: z.array(jobRun) });

/** The name of a schedule, in the address. */
export const scheduleName = z.string().max(200);

/** What came of asking that work be done now. */
export const jobStarted = z.strictObject({
  schedule: z.string(),
  /** False when it already waited to be done. */
  fresh: z.boolean(),
});
