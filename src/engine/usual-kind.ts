import type { JobKind } from "../jobs/jobs.ts";

const minuteMs = 60_000;

/** What most kinds of work have in common: five tries with growing pauses of a minute to an hour. */
export const usualKind = {
  attemptsMax: 5,
  pauseMs: minuteMs,
  pauseMaxMs: 60 * minuteMs,
  leaseMs: 5 * minuteMs,
  priority: 0,
} as const satisfies Partial<JobKind>;
