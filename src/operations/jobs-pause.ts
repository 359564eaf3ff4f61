import type { ScheduleState } from "../jobs/jobs.ts";
import { findJob } from "./jobs-schedules.ts";
import type { Workplace } from "./workplace.ts";

/** Pauses a schedule, or lets it go on. */
export async function pauseJob(workplace: Workplace, name: string, state: "on" | "paused"): Promise<ScheduleState> {
  await findJob(workplace, name);
  await (state === "paused" ? workplace.jobs.pause(name) : workplace.jobs.resume(name));
  return findJob(workplace, name);
}
