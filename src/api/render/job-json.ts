import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { RunRecord, ScheduleState } from "../../jobs/jobs.ts";
import type { jobRun, schedule } from "../contract/jobs.ts";

/** A schedule as the API gives it: the same names as `millrace jobs list --json`. */
export function scheduleJson(one: ScheduleState): z.infer<typeof schedule> {
  const { name, title, kind, cron, zone, missed, state, changed, nextAt, last, running } = one;
  const next = nextAt === undefined ? null : isoTime(nextAt);
  return { name, title, kind, cron, zone, missed, state, changed, next, running, last: last ? runJson(last) : null };
}

/** A run as the API gives it. */
export function runJson(run: RunRecord): z.infer<typeof jobRun> {
  const { jobId, name, attempt, result, note } = run;
  return {
    id: jobId,
    kind: name,
    schedule: run.schedule || null,
    attempt,
    began: isoTime(run.startedAt),
    ended: run.finishedAt === undefined ? null : isoTime(run.finishedAt),
    result,
    note,
  };
}
