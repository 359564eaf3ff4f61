import { type Selectable, sql } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";
import { clearSaleSums, moveSaleSums } from "./sale-sum.ts";
import type { Database } from "./schema.ts";

/** One line of the sales list: derived from facts, rebuilt at will. Amounts in minor units of `currency`. */
export type SaleRow = {
  readonly objectKey: string;
  readonly source: string;
  readonly externalId: string;
  readonly nature: "sale" | "refund" | "adjustment";
  /** completed, pending, failed, cancelled, test, refunded, partly-refunded, disputed, lost or incomplete. */
  readonly status: string;
  readonly occurredAt: number;
  readonly day: string;
  readonly productId: string;
  readonly productName: string;
  readonly country: string;
  readonly currency: string;
  readonly gross: bigint;
  readonly fees: bigint;
  readonly refunded: bigint;
  readonly taxes: bigint;
  readonly net: bigint;
  readonly subjectId: bigint | null;
  /** When it was first heard of. */
  readonly seenAt: number;
};

/** The columns of the list, in the order of `saleValues`. */
const columns = [
  "book_id",
  "object_key",
  "source",
  "external_id",
  "nature",
  "status",
  "occurred_at",
  "day",
  "product_id",
  "product_name",
  "country",
  "currency",
  "gross",
  "fees",
  "refunded",
  "taxes",
  "net",
  "subject_id",
  "first_seen_at",
] as const;

const replace = `ON CONFLICT(book_id,object_key) DO UPDATE SET ${columns
  .slice(2)
  .map((column) => `${column}=excluded.${column}`)
  .join(", ")}`;

/**
 * Writes lines of the sales list; a sale that is there is replaced. How it stood before is kept as its past, up to `at`;
 * without that moment nothing is kept: the list is derived anew and no sale changes.
 */
export async function saveSales(tx: Tx, bookId: bigint, rows: readonly SaleRow[], at?: number): Promise<void> {
  const known = await salesByKey(
    tx,
    bookId,
    rows.map((row) => row.objectKey),
  );
  const changed = rows.filter((row) => !isSame(known.get(row.objectKey), row));
  await insertMany(
    tx,
    "sale",
    columns,
    changed.map((row) => saleValues(bookId, row)),
    replace,
  );
  const before = changed.flatMap((row) => known.get(row.objectKey) ?? []);
  await moveSaleSums(tx, bookId, before, changed);
  if (at !== undefined) await keepPast(tx, bookId, before, at);
}

function isSame(before: SaleRow | undefined, after: SaleRow): boolean {
  return (
    before !== undefined && (Object.keys(after) as (keyof SaleRow)[]).every((name) => before[name] === after[name])
  );
}

/** The lines of these sales; unknown ones are absent. */
export async function salesByKey(
  handle: Handle,
  bookId: bigint,
  keys: readonly string[],
): Promise<ReadonlyMap<string, SaleRow>> {
  if (keys.length === 0) return new Map();
  const query = handle.q.selectFrom("sale").selectAll().where("book_id", "=", bookId);
  const rows = await query.where(anyOf(handle, "object_key", keys)).execute();
  return new Map(rows.map((row) => [row.object_key, toSale(row)]));
}

/** Each version stood from the end of the one before it; the first from when the sale was first heard of. */
async function keepPast(tx: Tx, bookId: bigint, rows: readonly SaleRow[], at: number): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map((row) => row.objectKey);
  const ends = await tx.q
    .selectFrom("sale_past")
    .select((eb) => ["object_key", eb.fn.max("until_at").as("until_at")])
    .where("book_id", "=", bookId)
    .where(anyOf(tx, "object_key", keys))
    .groupBy("object_key")
    .execute();
  const since = new Map(ends.map((end) => [end.object_key, end.until_at]));
  await insertMany(
    tx,
    "sale_past",
    [...columns, "since_at", "until_at"],
    rows.map((row) => [...saleValues(bookId, row), since.get(row.objectKey) ?? BigInt(row.seenAt), BigInt(at)]),
    // Two changes within one moment: what stood between them stood for no time at all.
    "ON CONFLICT DO NOTHING",
  );
}

function saleValues(bookId: bigint, s: SaleRow): unknown[] {
  return [
    bookId,
    s.objectKey,
    s.source,
    s.externalId,
    s.nature,
    s.status,
    BigInt(s.occurredAt),
    s.day,
    s.productId,
    s.productName,
    s.country,
    s.currency,
    s.gross,
    s.fees,
    s.refunded,
    s.taxes,
    s.net,
    s.subjectId,
    BigInt(s.seenAt),
  ];
}

/** Empties the sales list of a book, before it is derived anew. */
export async function clearSales(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("sale").where("book_id", "=", bookId).execute();
  await clearSaleSums(tx, bookId);
}

export type SaleFilter = {
  readonly source?: string;
  readonly status?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly product?: string;
  /** UTC milliseconds, inclusive from, exclusive to. */
  readonly from?: number;
  readonly to?: number;
  /** Part of an id or a product's name, in any case. */
  readonly text?: string;
};

/** Where a page ended: the next one starts below it. */
export type SaleCursor = { readonly occurredAt: number; readonly objectKey: string };

/** Sales that match, newest first, after the cursor. */
export async function listSales(
  handle: Handle,
  bookId: bigint,
  filter: SaleFilter,
  limit: number,
  after?: SaleCursor,
): Promise<readonly SaleRow[]> {
  let query = handle.q.selectFrom("sale").selectAll().where("book_id", "=", bookId);
  if (filter.source !== undefined) query = query.where("source", "=", filter.source);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.currency !== undefined) query = query.where("currency", "=", filter.currency);
  if (filter.country !== undefined) query = query.where("country", "=", filter.country);
  if (filter.product !== undefined) query = query.where("product_id", "=", filter.product);
  if (filter.from !== undefined) query = query.where("occurred_at", ">=", BigInt(filter.from));
  if (filter.to !== undefined) query = query.where("occurred_at", "<", BigInt(filter.to));
  if (filter.text !== undefined) {
    const part = `%${filter.text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
    query = query.where(
      sql<boolean>`(lower(external_id) LIKE ${part} ESCAPE '\\' OR lower(product_name) LIKE ${part} ESCAPE '\\')`,
    );
  }
  if (after)
    query = query.where(sql<boolean>`(occurred_at, object_key) < (${BigInt(after.occurredAt)}, ${after.objectKey})`);
  const rows = await query.orderBy("occurred_at", "desc").orderBy("object_key", "desc").limit(limit).execute();
  return rows.map(toSale);
}

/** The sale with this key, or whose platform id is `id`; several sources may know one id. */
export async function findSales(handle: Handle, bookId: bigint, id: string): Promise<readonly SaleRow[]> {
  const exact = await handle.q
    .selectFrom("sale")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("object_key", "=", id)
    .execute();
  if (exact.length > 0) return exact.map(toSale);
  const sources = await handle.q.selectFrom("sale").select("source").distinct().where("book_id", "=", bookId).execute();
  const keys = sources.map(({ source }) => `${source}/sale/${id}`);
  if (keys.length === 0) return [];
  const rows = await handle.q
    .selectFrom("sale")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("object_key", "in", keys)
    .execute();
  return rows.map(toSale);
}

type StoredSale = Selectable<Database["sale"]>;

/** A line of the sales list as it is stored. */
export function toSale(row: StoredSale): SaleRow {
  return {
    objectKey: row.object_key,
    source: row.source,
    externalId: row.external_id,
    nature: row.nature as SaleRow["nature"],
    status: row.status,
    occurredAt: Number(row.occurred_at),
    day: row.day,
    productId: row.product_id,
    productName: row.product_name,
    country: row.country,
    currency: row.currency,
    gross: row.gross,
    fees: row.fees,
    refunded: row.refunded,
    taxes: row.taxes,
    net: row.net,
    subjectId: row.subject_id,
    seenAt: Number(row.first_seen_at),
  };
}

/** Keys of sales of several products, in key order after `afterKey`. */
export async function severalProductSales(
  handle: Handle,
  bookId: bigint,
  afterKey: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("sale")
    .select("object_key")
    .where("book_id", "=", bookId)
    .where("object_key", ">", afterKey)
    .where("product_id", "=", "")
    .where("product_name", "<>", "")
    .orderBy("object_key")
    .limit(limit)
    .execute();
  return rows.map((row) => row.object_key);
}

/** How many sales of a book are known but cannot be booked yet. The word stands in the text: a bound one would miss its index. */
export async function countIncompleteSales(handle: Handle, bookId: bigint): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM sale WHERE book_id=${bookId} AND status='incomplete'`.execute(handle.q);
  return Number(rows[0]?.n ?? 0n);
}

/** How many sales of a book were refunded in part by an amount that nobody has told yet. Written out as its index is. */
export async function countWaitingRefunds(handle: Handle, bookId: bigint): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM sale WHERE book_id=${bookId} AND status='partly-refunded' AND refunded=0`.execute(
    handle.q,
  );
  return Number(rows[0]?.n ?? 0n);
}
