import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import { type Intended, readAction } from "./asking.ts";
import { spanMs } from "./condition.ts";
import { counterKeys } from "./counters.ts";
import type { Needed } from "./rule-set.ts";

/** Under which keys this action counts, once it is handed to the wire: one row each. */
export function countedUnder(action: Intended): readonly string[] {
  return [...counterKeys(action.kind, (field) => readAction(action, field)).values()];
}

/**
 * The counts that the rules need for an action, for `Facts.counts`. `timesOf` tells when a key was counted, in any
 * order. A counter under which the action itself does not count is at zero.
 */
export function countsFor(
  action: Intended,
  needed: Needed["counts"],
  timesOf: (key: string) => readonly Millis[],
  at: Millis,
): Readonly<Record<string, number>> {
  const keys = counterKeys(action.kind, (field) => readAction(action, field));
  const counts: Record<string, number> = {};
  for (const { counter, within } of needed) {
    const span = spanMs(within);
    assert(span !== undefined, `span ${within} was checked when the rule was read`);
    const key = keys.get(counter);
    counts[`${counter}/${within}`] = key === undefined ? 0 : countWithin(timesOf(key), span, at);
  }
  return counts;
}

/** How many of the times lie in the window before `at`. What is exactly one window ago is over. */
export function countWithin(times: readonly Millis[], windowMs: Millis, at: Millis): number {
  let count = 0;
  for (const time of times) if (time > at - windowMs && time <= at) count += 1;
  return count;
}
