import { readStrategyRow, saveStrategy } from "../../store/strategy.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import type { StrategyPlace } from "./place.ts";
import type { StopCode } from "./run-thread.ts";

/** What one turn of a strategy, over all books, came to. `sentence` is for people. */
export type Turn = {
  /** again: it was interrupted through no fault of its own. */
  readonly kind: "done" | "failed" | "again";
  readonly sentence: string;
};

/** Failures in a row after which a strategy is paused until the owner has looked. */
export const failuresMax = 3;

/** What nobody does by mistake: it is paused at once. */
const grave: ReadonlySet<string> = new Set<StopCode>(["host", "reached", "rights", "flood"]);

/** Counts a failure against the strategy, and pauses it where that is due. */
export async function noteFailure(place: StrategyPlace, id: string, run: StrategyRunRow): Promise<Turn> {
  const row = await readStrategyRow(place.store, id);
  if (!row) return { kind: "failed", sentence: run.sentence };
  const failures = row.failures + 1;
  const pauses = row.state === "on" && (grave.has(run.code) || failures >= failuresMax);
  const pause = {
    state: "paused",
    pauseBy: "engine",
    pauseReason: failures >= failuresMax ? `It failed ${failures} times in a row: ${run.sentence}` : run.sentence,
    pausedAt: place.clock.now(),
  } as const;
  const noted = { ...row, failures, failureCode: run.code, failure: run.sentence, ...(pauses ? pause : {}) };
  await place.store.transaction((tx) => saveStrategy(tx, noted));
  place.log.warn({ strategy: id, code: run.code, failures, paused: pauses }, "A strategy was stopped.");
  if (!pauses) return { kind: "failed", sentence: run.sentence };
  // What a strategy throws is not always a sentence.
  const said = /[.!?]$/.test(run.sentence) ? run.sentence : `${run.sentence}.`;
  return { kind: "failed", sentence: `${said} It is paused until you resume it.` };
}

/** It went well: what stood against it is over. */
export async function noteSuccess(place: StrategyPlace, id: string): Promise<void> {
  const row = await readStrategyRow(place.store, id);
  if (row && row.failures > 0)
    await place.store.transaction((tx) => saveStrategy(tx, { ...row, failures: 0, failureCode: "", failure: "" }));
}
