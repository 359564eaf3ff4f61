import type { StrategyRow } from "../../store/strategy.ts";
import { saveStrategy } from "../../store/strategy.ts";
import { findStrategy } from "./find-strategy.ts";
import { noteChange } from "./note-change.ts";
import type { StrategyPlace } from "./place.ts";

type Place = Pick<StrategyPlace, "store" | "clock" | "actor">;

/** Pauses a strategy until it is resumed; what it has proposed stays. Throws `unknown-strategy`. */
export async function pauseStrategy(place: Place, id: string, reason: string): Promise<StrategyRow> {
  return place.store.transaction(async (tx) => {
    const row = await findStrategy(tx, id);
    const pause = { state: "paused", pauseBy: place.actor, pauseReason: reason, pausedAt: place.clock.now() } as const;
    const paused: StrategyRow = { ...row, ...pause };
    await saveStrategy(tx, paused);
    await noteChange(tx, place, "strategy.pause", { strategy: id, reason });
    return paused;
  });
}

/** Lets a paused strategy go on; what failed before counts no more. Throws `unknown-strategy`. */
export async function resumeStrategy(place: Place, id: string): Promise<StrategyRow> {
  return place.store.transaction(async (tx) => {
    const row = await findStrategy(tx, id);
    const on = { state: "on", pauseBy: "", pauseReason: "", pausedAt: undefined, failures: 0 } as const;
    const resumed: StrategyRow = { ...row, ...on, failureCode: "", failure: "" };
    await saveStrategy(tx, resumed);
    if (row.state === "paused") await noteChange(tx, place, "strategy.resume", { strategy: id });
    return resumed;
  });
}
