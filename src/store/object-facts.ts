import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

export type FactsRow = {
  readonly objectKey: string;
  readonly kind: string;
  readonly source: string;
  /** JSON text of domain/facts/codec.ts. */
  readonly facts: string;
  readonly version: bigint;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
};

const columns = ["object_key", "kind", "source", "facts", "version", "first_seen_at", "last_seen_at"] as const;
type Columns = {
  object_key: string;
  kind: string;
  source: string;
  facts: string;
  version: bigint;
  first_seen_at: bigint;
  last_seen_at: bigint;
};

const toRow = (row: Columns): FactsRow => ({
  objectKey: row.object_key,
  kind: row.kind,
  source: row.source,
  facts: row.facts,
  version: row.version,
  firstSeenAt: Number(row.first_seen_at),
  lastSeenAt: Number(row.last_seen_at),
});

/** What is known of these objects; unknown ones are absent. */
export async function readFacts(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
): Promise<ReadonlyMap<string, FactsRow>> {
  if (objectKeys.length === 0) return new Map();
  const rows = await handle.q
    .selectFrom("object_facts")
    .select(columns)
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "object_key", objectKeys))
    .execute();
  return new Map(rows.map((row) => [row.object_key, toRow(row)]));
}

/** A page of all facts of a book in key order, starting after `afterKey`. */
export async function pageFacts(
  handle: Handle,
  bookId: bigint,
  afterKey: string,
  limit: number,
): Promise<readonly FactsRow[]> {
  const rows = await handle.q
    .selectFrom("object_facts")
    .select(columns)
    .where("book_id", "=", bookId)
    .where("object_key", ">", afterKey)
    .orderBy("object_key")
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

/** Writes merged facts; an object that is there is replaced. */
export async function saveFacts(tx: Tx, bookId: bigint, rows: readonly FactsRow[]): Promise<void> {
  await insertMany(
    tx,
    "object_facts",
    ["book_id", ...columns],
    rows.map((r) => [
      bookId,
      r.objectKey,
      r.kind,
      r.source,
      r.facts,
      r.version,
      BigInt(r.firstSeenAt),
      BigInt(r.lastSeenAt),
    ]),
    "ON CONFLICT(book_id,object_key) DO UPDATE SET facts=excluded.facts, version=excluded.version, last_seen_at=excluded.last_seen_at",
  );
}

/** Everything known of the objects of one kind, in key order; for kinds of which there are few (payouts). */
export async function factsOfKind(handle: Handle, bookId: bigint, kind: string): Promise<readonly FactsRow[]> {
  const rows = await handle.q
    .selectFrom("object_facts")
    .select(columns)
    .where("book_id", "=", bookId)
    .where("kind", "=", kind)
    .orderBy("object_key")
    .execute();
  return rows.map(toRow);
}

/** How many objects of a book anything is known of. */
export async function countFacts(handle: Handle, bookId: bigint): Promise<number> {
  const row = await handle.q
    .selectFrom("object_facts")
    .select(({ fn }) => fn.countAll().as("n"))
    .where("book_id", "=", bookId)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
