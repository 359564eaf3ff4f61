import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** What a record said when it was last stored: the hash of that, and the moment it spoke for. */
export type Seen = { readonly recordKey: string; readonly sameness: Uint8Array; readonly asOf: number };

/** What is remembered of these records, by key; those never seen are absent. */
export async function readSeen(
  handle: Handle,
  bookId: bigint,
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, Seen>> {
  if (recordKeys.length === 0) return new Map();
  const rows = await handle.q
    .selectFrom("seen")
    .select(["record_key", "sameness", "as_of"])
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "record_key", recordKeys))
    .execute();
  return new Map(
    rows.map((row) => [row.record_key, { recordKey: row.record_key, sameness: row.sameness, asOf: Number(row.as_of) }]),
  );
}

/** Remembers records; what was remembered of them before is replaced. */
export async function saveSeen(tx: Tx, bookId: bigint, rows: readonly Seen[]): Promise<void> {
  await insertMany(
    tx,
    "seen",
    ["book_id", "record_key", "sameness", "as_of"],
    rows.map((row) => [bookId, row.recordKey, row.sameness, BigInt(row.asOf)]),
    "ON CONFLICT(book_id,record_key) DO UPDATE SET sameness=excluded.sameness, as_of=excluded.as_of",
  );
}

/** Forgets records, so that the next look at them counts as news whatever they say. */
export async function forgetSeen(tx: Tx, bookId: bigint, recordKeys: readonly string[]): Promise<void> {
  if (recordKeys.length === 0) return;
  await tx.q
    .deleteFrom("seen")
    .where("book_id", "=", bookId)
    .where(anyOf(tx, "record_key", recordKeys))
    .execute();
}
