import type { RunRecord } from "../jobs/jobs.ts";
import { engineRuns } from "../store/engine-runs.ts";
import { findJob } from "./jobs-schedules.ts";
import type { Workplace } from "./workplace.ts";

/** What came of asking that a schedule's work be done now. */
export type JobStarted =
  /** The engine does it within about a second. */
  | { readonly by: "engine"; readonly waited: boolean }
  /** No engine runs: it was done here. `run` is undefined when somebody else took it. */
  | { readonly by: "command"; readonly run: RunRecord | undefined };

/** Starts a schedule's work now: by the engine where one runs, else in this process. */
export async function runJob(workplace: Workplace, name: string, signal: AbortSignal): Promise<JobStarted> {
  const { jobs, store, installation } = workplace;
  const schedule = await findJob(workplace, name);
  const id = await jobs.runNow(schedule.name);
  if (await engineRuns(store, installation.dataDir)) return { by: "engine", waited: id === undefined };
  // One that waited already has no number that we know: then all that is due is done.
  const ran = id === undefined ? (await jobs.runDue(signal)) > 0 : await jobs.runOne(schedule.kind, id, signal);
  const [run] = ran ? await jobs.history({ schedule: schedule.name, limit: 1 }) : [];
  return { by: "command", run };
}
