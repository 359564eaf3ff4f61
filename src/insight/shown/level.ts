import type { SourceCompleteness } from "../report/report.ts";

/** How complete a figure is, in states, in words and source by source. It goes with every total that is shown. */
export type Level = {
  readonly state: "complete" | "at-least" | "nothing-read";
  /** "Complete: every source was read to the end of this time." */
  readonly sentence: string;
  /** Where something is missing: what, a sentence each. */
  readonly reasons: readonly string[];
  readonly sources: readonly SourceCompleteness[];
  /** Sales that are known but cannot be booked yet. */
  readonly incompleteSales: number;
  /** Sales refunded in part by an amount that nobody has told yet. */
  readonly waitingRefunds: number;
};
