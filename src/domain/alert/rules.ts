import type { Millis } from "../../base/clock.ts";

/** How often a matter may be spoken of. */
export type AlertRules = {
  /**
   * While it lasts and nobody acknowledged it, it is told again so long after it was first told. After the last of them
   * it is told again each time as much time as that has passed.
   */
  readonly againAfterMs: readonly Millis[];
  /** Messages about one matter in any 24 hours; at least 2. */
  readonly perDayMax: number;
  /** Shortest time between two messages when only its reason changed. */
  readonly changeGapMs: Millis;
  /** How long it must be gone before it counts as over; what comes and goes faster is one matter that lasts. */
  readonly settleMs: Millis;
};

export const hourMs: Millis = 3_600_000;
export const minuteMs: Millis = 60_000;

/** At once, after 1, 6 and 24 hours, then daily. */
export const alertRules: AlertRules = {
  againAfterMs: [hourMs, 6 * hourMs, 24 * hourMs],
  perDayMax: 8,
  changeGapMs: 15 * minuteMs,
  settleMs: 10 * minuteMs,
};
