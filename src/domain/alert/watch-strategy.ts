import type { Observation } from "./observation.ts";

/** How the latest run of a strategy ended. */
export type StrategyRun = {
  readonly id: string;
  readonly title: string;
  /** Absent when it went well. */
  readonly failure?: {
    /** Stable, tells one reason from another. */
    readonly code: string;
    readonly sentence: string;
    /** How many runs failed one after the other, this one included. */
    readonly inRow: number;
    /** Whether it was paused because of it and waits for the owner. */
    readonly paused: boolean;
  };
};

/** Paused is serious; three failures in a row are worth a look; one may pass by itself. */
export function watchStrategy({ id, title, failure }: StrategyRun): Observation {
  const key = `strategy/${id}` as const;
  if (failure === undefined) return { key, present: false, title: `${title} runs again.` };
  const { code, sentence, inRow, paused } = failure;
  const often = inRow >= 3;
  return {
    key,
    present: true,
    severity: paused ? "serious" : often ? "worth-a-look" : "minor",
    signature: `${paused ? "paused" : "failing"}:${code}`,
    title: paused ? `${title} is paused because it failed.` : `${title} failed.`,
    lines: [
      sentence,
      ...(inRow > 1 ? [`It failed ${inRow} times in a row.`] : []),
      paused ? "It does nothing until you resume it." : "It is tried again at its next run.",
    ],
  };
}
