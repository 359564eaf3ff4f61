import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { ActionState } from "../domain/action/states.ts";
import type { Handle } from "./handle.ts";

/** An action as it stood at a moment. */
export type StoodAs = { readonly id: string; readonly state: ActionState; readonly planHash: string };

/** Actions of a book that were in one of these states at a moment, the oldest first. */
export async function actionsThen(
  handle: Handle,
  bookId: bigint,
  states: readonly ActionState[],
  at: Millis,
  limit: number,
): Promise<readonly StoodAs[]> {
  const rows = await handle.q
    .selectFrom("action")
    .innerJoin("action_event as e", "e.action_id", "action.id")
    .select(["action.id", "e.to_state", "e.plan_hash"])
    .where("action.book_id", "=", bookId)
    .where("action.proposed_at", "<=", BigInt(at))
    .where("e.to_state", "in", states)
    .where(
      "e.step",
      "=",
      sql<bigint>`(SELECT max(x.step) FROM action_event x WHERE x.action_id=action.id AND x.at<=${BigInt(at)})`,
    )
    .orderBy("action.proposed_at")
    .orderBy("action.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, state: row.to_state as ActionState, planHash: row.plan_hash }));
}

/** Where a list that goes back in time ended. */
export type PastPlace = { readonly at: Millis; readonly id: string };

/**
 * Ids of actions that a person was asked about or answered, that wait no more and changed since a moment; the newest
 * change first.
 */
export async function answeredActions(
  handle: Handle,
  bookId: bigint,
  since: Millis,
  limit: number,
  after?: PastPlace,
): Promise<readonly PastPlace[]> {
  let query = handle.q
    .selectFrom("action")
    .select(["id", "changed_at"])
    .where("book_id", "=", bookId)
    .where("changed_at", ">=", BigInt(since))
    .where("state", "not in", ["proposed", "allowed", "needs-approval", "unknown"])
    .where(
      sql<boolean>`(EXISTS(SELECT 1 FROM action_event e WHERE e.action_id=action.id AND e.to_state='needs-approval')
        OR EXISTS(SELECT 1 FROM approval p WHERE p.action_id=action.id AND p.origin='person'))`,
    );
  if (after !== undefined)
    query = query.where(({ eb, and, or }) =>
      or([
        eb("changed_at", "<", BigInt(after.at)),
        and([eb("changed_at", "=", BigInt(after.at)), eb("id", "<", after.id)]),
      ]),
    );
  const rows = await query.orderBy("changed_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => ({ id: row.id, at: Number(row.changed_at) }));
}
