import type { ActionState } from "../domain/action/states.ts";
import type { ActionFilter } from "./action.ts";
import type { Handle } from "./handle.ts";

/** What a list of actions comes to. */
export type ActionTotals = {
  readonly count: number;
  readonly byState: readonly { readonly state: ActionState; readonly count: number }[];
  /** How many of them really left, instead of running dry. */
  readonly live: number;
  /** What came of them where that was measured, by currency, in minor units. */
  readonly brought: readonly { readonly currency: string; readonly amount: bigint }[];
};

/** The sums over all actions that match, however many a page shows. */
export async function actionTotals(
  handle: Handle,
  filter: Omit<ActionFilter, "limit" | "after">,
): Promise<ActionTotals> {
  const rows = await matching(handle, filter)
    .select(({ fn }) => ["action.state", "action.mode", fn.countAll<bigint>().as("n")])
    .groupBy(["action.state", "action.mode"])
    .orderBy("action.state")
    .execute();
  const states = new Map<ActionState, number>();
  for (const { state, n } of rows) {
    const known = states.get(state as ActionState) ?? 0;
    states.set(state as ActionState, known + Number(n));
  }
  const brought = await matching(handle, filter)
    .innerJoin("outcome", "outcome.action_id", "action.id")
    .select(({ fn }) => ["outcome.currency", fn.sum<bigint | string>("outcome.amount").as("amount")])
    .where("outcome.amount", "is not", null)
    .groupBy("outcome.currency")
    .orderBy("outcome.currency")
    .execute();
  return {
    count: rows.reduce((sum, { n }) => sum + Number(n), 0),
    byState: [...states].map(([state, count]) => ({ state, count })),
    live: rows.reduce((sum, { mode, n }) => sum + (mode === "live" ? Number(n) : 0), 0),
    brought: brought.map(({ currency, amount }) => ({ currency: currency ?? "", amount: BigInt(amount) })),
  };
}

function matching(handle: Handle, filter: Omit<ActionFilter, "limit" | "after">) {
  let query = handle.q.selectFrom("action");
  if (filter.bookId !== undefined) query = query.where("action.book_id", "=", filter.bookId);
  if (filter.states !== undefined) query = query.where("action.state", "in", filter.states);
  if (filter.kind !== undefined) query = query.where("action.kind", "=", filter.kind);
  if (filter.target !== undefined) query = query.where("action.target", "=", filter.target);
  if (filter.since !== undefined) query = query.where("action.proposed_at", ">=", BigInt(filter.since));
  return query;
}
