import type { Millis } from "../base/clock.ts";
import type { Outcome, OutcomeResult } from "../domain/action/outcome.ts";
import type { Handle, Tx } from "./handle.ts";

/** An outcome with who recorded it and when. Never changed. */
export type RecordedOutcome = Outcome & { readonly at: Millis; readonly actor: string };

/** Keeps what came of an action; there is one for each. */
export async function addOutcome(tx: Tx, actionId: string, bookId: bigint, outcome: RecordedOutcome): Promise<void> {
  const { against, amount } = outcome;
  await tx.q
    .insertInto("outcome")
    .values({
      action_id: actionId,
      book_id: bookId,
      at: BigInt(outcome.at),
      actor: outcome.actor,
      measure: outcome.measure,
      result: outcome.result,
      amount: amount?.amount ?? null,
      currency: amount?.currency ?? null,
      from_at: BigInt(outcome.from),
      to_at: BigInt(outcome.to),
      against: against.kind,
      compared: against.kind === "none" ? "" : against.compared,
      note: outcome.note,
    })
    .execute();
}

/** What came of an action, or undefined while nobody recorded it. */
export async function readOutcome(handle: Handle, actionId: string): Promise<RecordedOutcome | undefined> {
  const row = await handle.q.selectFrom("outcome").selectAll().where("action_id", "=", actionId).executeTakeFirst();
  if (!row) return undefined;
  return {
    measure: row.measure,
    result: row.result as OutcomeResult,
    ...(row.amount === null || row.currency === null ? {} : { amount: { amount: row.amount, currency: row.currency } }),
    from: Number(row.from_at),
    to: Number(row.to_at),
    against: row.against === "hold-out" ? { kind: "hold-out", compared: row.compared } : { kind: "none" },
    note: row.note,
    at: Number(row.at),
    actor: row.actor,
  };
}

/** Ids of what was really done and has no outcome yet, of some kinds, after `after` in the order of ids. */
export async function withoutOutcome(
  handle: Handle,
  kinds: readonly string[],
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("action")
    .select("id")
    .where("state", "=", "done")
    .where("mode", "=", "live")
    .where("kind", "in", kinds)
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
