import { fail } from "../base/problem.ts";
import type { RunRecord, ScheduleState } from "../jobs/jobs.ts";
import { keepSchedules } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** Every schedule with what became of it. Before the engine has run for the first time they are made. */
export async function listJobs(workplace: Workplace): Promise<readonly ScheduleState[]> {
  const known = await workplace.jobs.schedules();
  if (known.length > 0) return known;
  await keepSchedules(workplace);
  return workplace.jobs.schedules();
}

/** One schedule; `unknown-schedule` when there is none of that name. */
export async function findJob(workplace: Workplace, name: string): Promise<ScheduleState> {
  const found = (await listJobs(workplace)).find((one) => one.name === name);
  if (found) return found;
  return fail("unknown-schedule", `There is no schedule "${name}".`, {
    kept: "Nothing was changed.",
    fix: "`millrace jobs list` shows their names.",
  });
}

/** The runs of one schedule, or of all work, newest first. */
export async function jobHistory(
  workplace: Workplace,
  name: string | undefined,
  limit: number,
): Promise<readonly RunRecord[]> {
  if (name === undefined) return workplace.jobs.history({ limit });
  return workplace.jobs.history({ schedule: (await findJob(workplace, name)).name, limit });
}
