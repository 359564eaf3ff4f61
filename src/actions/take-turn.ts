import type { Millis } from "../base/clock.ts";
import type { Lane } from "../domain/action/lane.ts";
import { dueActions } from "../store/action.ts";
import { sendAction } from "./gate/send.ts";
import { putOffMs, type Road } from "./road.ts";

/** What one line sends before it is another's turn, in acts and in time. */
export const turnMax = { acts: 20, ms: 20_000 } as const;

/** So many in a row that cannot leave are the platform's trouble, not theirs. */
const putOffsMax = 3;

export type Round = { readonly signal?: AbortSignal; readonly onEach?: () => void };

/** What came of a turn: how many went on, and when the line should have its next one; absent when nothing is due. */
export type Turn = { readonly goneOn: number; readonly nextAt?: Millis };

/**
 * Sends what waits in one line and is due, the longest waiting first, one after the other, for one turn. Where the
 * platform lets nothing through, the line rests: others have the time.
 */
export async function takeTurn(road: Road, lane: Lane, { signal, onEach }: Round = {}): Promise<Turn> {
  const begin = road.clock.now();
  const ids = await dueActions(road.store, lane, begin, turnMax.acts);
  let goneOn = 0;
  let untouched = 0;
  let putOffs = 0;
  for (const id of ids) {
    if (signal?.aborted || road.clock.now() - begin >= turnMax.ms) break;
    onEach?.();
    const outcome = await sendAction(road, id);
    if (outcome.kind === "gone-on") goneOn += 1;
    if (outcome.kind === "not-due") untouched += 1;
    putOffs = outcome.kind === "put-off" ? putOffs + 1 : 0;
    if (outcome.kind === "put-off" && putOffs === putOffsMax) return { goneOn, nextAt: restUntil(road, outcome.until) };
  }
  const now = road.clock.now();
  if (signal?.aborted || now - begin >= turnMax.ms) return { goneOn, nextAt: now };
  // What others are at needs no turn of ours: a line that only holds such is at its end.
  return ids.length < turnMax.acts || untouched === ids.length ? { goneOn } : { goneOn, nextAt: now };
}

/** As long as the last of them waits, and never so long that a platform that is well again is not noticed. */
function restUntil({ clock }: Road, until: Millis): Millis {
  const now = clock.now();
  return Math.min(Math.max(until, now + 1_000), now + putOffMs);
}
