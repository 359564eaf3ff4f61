import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** What the owner wants to earn in a month or a day, in minor units; null: she switched it off. */
export type StoredTarget = {
  readonly currency: string;
  readonly span: "month" | "day";
  readonly amount: bigint | null;
};

/** Keeps what was said of targets; what was said before stays as their past. */
export async function addTargets(
  tx: Tx,
  bookId: bigint,
  targets: readonly StoredTarget[],
  by: { readonly actor: string; readonly now: Millis },
): Promise<void> {
  if (targets.length === 0) return;
  await tx.q
    .insertInto("target")
    .values(
      targets.map(({ currency, span, amount }) => ({
        book_id: bookId,
        currency,
        span,
        amount,
        at: BigInt(by.now),
        actor: by.actor,
      })),
    )
    .execute();
}

/** The newest word on each target of a book by a moment, those switched off too; none where nothing was ever said. */
export async function targetsAt(handle: Handle, bookId: bigint, at: Millis): Promise<readonly StoredTarget[]> {
  const rows = await handle.q
    .selectFrom("target")
    .select(["currency", "span", "amount"])
    .where("book_id", "=", bookId)
    .where("at", "<=", BigInt(at))
    .orderBy("id")
    .execute();
  const newest = new Map(rows.map((row) => [`${row.currency}/${row.span}`, row]));
  return [...newest.values()].map(({ currency, span, amount }) => ({
    currency,
    span: span === "day" ? "day" : "month",
    amount,
  }));
}
