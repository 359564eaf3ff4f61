import type { Tx } from "../../store/handle.ts";
import { readStrategyRow, type StrategyRow, saveStrategy } from "../../store/strategy.ts";
import type { StrategyRunRow } from "../../store/strategy-run.ts";
import { noteChange } from "./note-change.ts";
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
  const noted = await place.store.transaction(async (tx) => {
    // Read here and not before: what the owner says of it meanwhile must not be overwritten.
    const row = await readStrategyRow(tx, id);
    if (!row) return undefined;
    const failures = row.failures + 1;
    const pauses = row.state === "on" && (grave.has(run.code) || failures >= failuresMax);
    const failed = { ...row, failures, failureCode: run.code, failure: run.sentence };
    if (!pauses) await saveStrategy(tx, failed);
    else await pauseFor(tx, place, failed);
    return { failures, pauses };
  });
  if (noted === undefined) return { kind: "failed", sentence: run.sentence };
  const { failures, pauses } = noted;
  place.log.warn({ strategy: id, code: run.code, failures, paused: pauses }, "A strategy was stopped.");
  if (!pauses) return { kind: "failed", sentence: run.sentence };
  // What a strategy throws is not always a sentence.
  const said = /[.!?]$/.test(run.sentence) ? run.sentence : `${run.sentence}.`;
  return { kind: "failed", sentence: `${said} It is paused until you resume it.` };
}

async function pauseFor(tx: Tx, place: StrategyPlace, row: StrategyRow): Promise<void> {
  const { id, failures, failure } = row;
  const pauseReason = failures >= failuresMax ? `It failed ${failures} times in a row: ${failure}` : failure;
  await saveStrategy(tx, { ...row, state: "paused", pauseBy: "engine", pauseReason, pausedAt: place.clock.now() });
  // Whoever let it look, it is Millrace that pauses it.
  await noteChange(tx, { ...place, actor: "engine" }, "strategy.pause", { strategy: id, reason: pauseReason });
}

/** It went well: what stood against it is over. */
export async function noteSuccess(place: StrategyPlace, id: string): Promise<void> {
  await place.store.transaction(async (tx) => {
    const row = await readStrategyRow(tx, id);
    if (row && row.failures > 0) await saveStrategy(tx, { ...row, failures: 0, failureCode: "", failure: "" });
  });
}
