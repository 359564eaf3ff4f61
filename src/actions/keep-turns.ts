import type { Millis } from "../base/clock.ts";
import { type Lane, laneText } from "../domain/action/lane.ts";
import type { Road } from "./road.ts";
import { type Round, takeTurn } from "./take-turn.ts";

/**
 * Gives lines their turns: one at a time has each line in this process, so that a slow platform holds up one worker and
 * not all of them. After its turn a line that has more to send stands behind the others again, by `askTurn`. Gives what
 * came of a turn, in words.
 */
export function keepTurns(
  askTurn: (lane: Lane, at: Millis) => Promise<void>,
): (road: Road, lane: Lane, round: Round) => Promise<string> {
  const under = new Map<string, { asked: boolean }>();
  return async (road, lane, round) => {
    const key = laneText(lane);
    const other = under.get(key);
    if (other) {
      // What it is to send may have come in line behind what the other one took.
      other.asked = true;
      return "its line has its turn";
    }
    const mine = { asked: false };
    under.set(key, mine);
    const { goneOn, nextAt } = await takeTurn(road, lane, round).finally(() => under.delete(key));
    const next = nextAt ?? (mine.asked ? road.clock.now() : undefined);
    if (next !== undefined) await askTurn(lane, next);
    return goneOn === 0 ? "nothing could leave" : `${goneOn} sent`;
  };
}
