import type { Handle } from "./handle.ts";

/** What the acts of one strategy brought in one currency, where that was measured; minor units. */
export type StrategyBrought = { readonly strategy: string; readonly currency: string; readonly amount: bigint };

/** The measured outcomes of a book's acts, summed by the strategy that proposed them. */
export async function strategyBrought(handle: Handle, bookId: bigint): Promise<readonly StrategyBrought[]> {
  const rows = await handle.q
    .selectFrom("outcome as o")
    .innerJoin("action as a", "a.id", "o.action_id")
    .select(({ fn }) => ["a.origin_id", "o.currency", fn.sum<bigint | string>("o.amount").as("amount")])
    .where("o.book_id", "=", bookId)
    .where("a.origin", "=", "strategy")
    .where("o.amount", "is not", null)
    .groupBy(["a.origin_id", "o.currency"])
    .orderBy("a.origin_id")
    .orderBy("o.currency")
    .execute();
  return rows.map(({ origin_id, currency, amount }) => ({
    strategy: origin_id,
    currency: currency ?? "",
    amount: BigInt(amount),
  }));
}
