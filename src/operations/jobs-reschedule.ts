import type { ScheduleState } from "../jobs/jobs.ts";
import { findJob } from "./jobs-schedules.ts";
import type { Workplace } from "./workplace.ts";

/** Changes when a schedule's work starts by itself; what is not given stays. `cron-wrong`, `unknown-time-zone`. */
export async function rescheduleJob(
  workplace: Workplace,
  name: string,
  change: { readonly cron?: string | undefined; readonly zone?: string | undefined },
): Promise<ScheduleState> {
  const { cron, zone } = await findJob(workplace, name);
  await workplace.jobs.reschedule(name, change.cron ?? cron, change.zone ?? zone);
  return findJob(workplace, name);
}
