import type { Handle } from "./handle.ts";

/** What a txn was about. */
export type BookedSince = { readonly source: string; readonly kind: string; readonly occurredAt: number };

/** Txns of a book behind `seq`, at most `limit`, in the order they were booked. */
export async function bookedSince(
  handle: Handle,
  bookId: bigint,
  seq: bigint,
  limit: number,
): Promise<readonly BookedSince[]> {
  const rows = await handle.q
    .selectFrom("txn")
    .select(["source", "kind", "occurred_at"])
    .where("book_id", "=", bookId)
    .where("seq", ">", seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ source: row.source, kind: row.kind, occurredAt: Number(row.occurred_at) }));
}
