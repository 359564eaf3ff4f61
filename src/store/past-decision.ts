import type { Selectable } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Verdict } from "../domain/policy/decide.ts";
import type { StoredDecision } from "./action-event.ts";
import { anyOf } from "./any-of.ts";
import type { Handle } from "./handle.ts";
import type { Database } from "./schema.ts";

/** A decision with its place in the order of all of them. */
export type PlacedDecision = StoredDecision & { readonly id: bigint };

export type DecisionFilter = {
  readonly bookId: bigint;
  readonly verdict?: Verdict;
  /** From this moment on, and before `to`. */
  readonly from?: Millis;
  readonly to?: Millis;
  /** Only those whose body may speak of this rule; the caller looks whether it does. */
  readonly rule?: string;
  /** Only those before this one. */
  readonly before?: bigint;
  readonly limit: number;
};

/** Decisions that match, the newest first. */
export async function listDecisions(handle: Handle, filter: DecisionFilter): Promise<readonly PlacedDecision[]> {
  const { bookId, verdict, from, to, rule, before, limit } = filter;
  let query = handle.q.selectFrom("decision").selectAll().where("book_id", "=", bookId);
  if (verdict !== undefined) query = query.where("verdict", "=", verdict);
  if (from !== undefined) query = query.where("at", ">=", BigInt(from));
  if (to !== undefined) query = query.where("at", "<", BigInt(to));
  // `_` and `%` in a rule's name would only find too many.
  if (rule !== undefined) query = query.where("body", "like", `%"${rule}"%`);
  if (before !== undefined) query = query.where("id", "<", before);
  return (await query.orderBy("id", "desc").limit(limit).execute()).map(toDecision);
}

/** The newest decision about each of some actions, by the action's id. */
export async function newestDecisions(
  handle: Handle,
  actionIds: readonly string[],
): Promise<ReadonlyMap<string, PlacedDecision>> {
  if (actionIds.length === 0) return new Map();
  const newest = handle.q
    .selectFrom("decision")
    .select(({ fn }) => fn.max("id").as("id"))
    .where(anyOf(handle, "action_id", actionIds))
    .groupBy("action_id");
  const rows = await handle.q.selectFrom("decision").selectAll().where("id", "in", newest).execute();
  return new Map(rows.map((row) => [row.action_id, toDecision(row)]));
}

function toDecision(row: Selectable<Database["decision"]>): PlacedDecision {
  return {
    id: row.id,
    actionId: row.action_id,
    bookId: row.book_id,
    at: Number(row.at),
    kind: row.kind,
    target: row.target,
    planHash: row.plan_hash,
    verdict: row.verdict as Verdict,
    body: row.body,
    facts: row.facts,
  };
}
