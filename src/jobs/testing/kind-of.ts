import type { JobKind, JobOutcome, JobRun } from "../jobs.ts";

const minute = 60_000;

/** A kind of work with usual settings. */
export function kindOf(
  name: string,
  run: (run: JobRun) => Promise<JobOutcome> | JobOutcome,
  more: Partial<JobKind> = {},
): JobKind {
  return {
    name,
    title: `Do ${name}`,
    attemptsMax: 5,
    pauseMs: minute,
    pauseMaxMs: 60 * minute,
    leaseMs: 5 * minute,
    priority: 0,
    run: async (it) => run(it),
    ...more,
  };
}
