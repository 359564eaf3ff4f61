import type { Millis } from "../base/clock.ts";
import { laneText } from "../domain/action/lane.ts";
import { dueLanes, listActions, overdueActions, readAction } from "../store/action.ts";
import { actionsToLookFor, silentActions } from "../store/attempt.ts";
import { giveUpWaiting, lookFor } from "./gate/look-for.ts";
import { takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";
import { type Round, takeTurn } from "./take-turn.ts";

/** Actions that one round looks at; the next begins soon when there are more. */
const perRoundMax = 200;

/** Turns that one round of sending gives to all lines together. */
const turnsMax = 500;

/**
 * Sends what is in line and due: each line to a platform has its turn after the other, so that a long one makes none
 * wait for its end. Gives how many went on.
 */
export async function sendDue(road: Road, round: Round = {}): Promise<number> {
  const atRest = new Set<string>();
  let goneOn = 0;
  let turns = 0;
  for (;;) {
    const lanes = (await dueLanes(road.store, road.clock.now())).filter((lane) => !atRest.has(laneText(lane)));
    if (lanes.length === 0) return goneOn;
    for (const lane of lanes) {
      if (round.signal?.aborted || turns === turnsMax) return goneOn;
      turns += 1;
      const turn = await takeTurn(road, lane, round);
      goneOn += turn.goneOn;
      if (turn.nextAt === undefined || turn.nextAt > road.clock.now()) atRest.add(laneText(lane));
    }
  }
}

/** Finds senders that have fallen silent, and looks for what is unknown. Gives how many doubts ended. */
export async function lookForUnknown(road: Road, round: Round = {}): Promise<number> {
  const now = road.clock.now();
  await each(await silentActions(road.store, now, perRoundMax), round, (id) =>
    giveUpWaiting(road, id, "Whoever sent it has not been heard of since."),
  );
  return each(await actionsToLookFor(road.store, now, perRoundMax), round, async (id) => {
    const looked = await lookFor(road, id);
    return looked === "done" || looked === "failed";
  });
}

/** What was being sent when the engine stopped: nobody knows, and it is never sent again for that. */
export async function loseSightOfAll(road: Road): Promise<number> {
  const rows = await listActions(road.store, { states: ["sending"], limit: 10_000 });
  return each(
    rows.map(({ action }) => action.id),
    {},
    (id) => giveUpWaiting(road, id, "Millrace stopped while it was being sent."),
  );
}

/** Ends what nobody said yes to, or what could not leave, in time. Gives how many. */
export async function expireActions(road: Road, round: Round = {}): Promise<number> {
  const now = road.clock.now();
  const states = ["proposed", "allowed", "needs-approval", "approved", "queued"] as const;
  return each(await overdueActions(road.store, states, now, perRoundMax), round, (id) => expire(road, id, now));
}

async function expire(road: Road, id: string, now: Millis): Promise<boolean> {
  return road.store.transaction(async (tx) => {
    const row = await readAction(tx, id);
    if (
      !row ||
      row.action.expiresAt > now ||
      !["proposed", "allowed", "needs-approval", "approved", "queued"].includes(row.state)
    ) {
      return false;
    }
    const why = row.state === "queued" ? "It could not leave in time." : "Nobody said yes in time.";
    return (await takeSteps(tx, row, [{ to: "expired", why }], { actor: road.actor, now }, { dueAt: null })).ok;
  });
}

async function each(
  ids: readonly string[],
  { signal, onEach }: Round,
  work: (id: string) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  for (const id of ids) {
    if (signal?.aborted) break;
    onEach?.();
    if (await work(id)) done += 1;
  }
  return done;
}
