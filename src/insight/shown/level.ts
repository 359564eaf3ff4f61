import type { Asked } from "../report/completeness.ts";
import { completenessInWords } from "../report/in-words.ts";
import { completeFor, type Known } from "../report/known-at.ts";
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

/** How complete the figures of a period are, from how far everything was read. */
export function levelOf(known: Known, asked: Asked): Level {
  const completeness = completeFor(known, asked);
  const { state, sources, incompleteSales, waitingRefunds = 0 } = completeness;
  const words = completenessInWords({ completeness, timeZone: asked.timeZone });
  return { state, ...words, sources, incompleteSales, waitingRefunds };
}
