import { sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

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
};

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
] as const;

const replace = `ON CONFLICT(book_id,object_key) DO UPDATE SET ${columns
  .slice(2)
  .map((column) => `${column}=excluded.${column}`)
  .join(", ")}`;

/** Writes lines of the sales list; a sale that is there is replaced. */
export async function saveSales(tx: Tx, bookId: bigint, rows: readonly SaleRow[]): Promise<void> {
  await insertMany(
    tx,
    "sale",
    columns,
    rows.map((s) => [
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
    ]),
    replace,
  );
}

/** Empties the sales list of a book, before it is derived anew. */
export async function clearSales(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("sale").where("book_id", "=", bookId).execute();
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

type StoredSale = {
  object_key: string;
  source: string;
  external_id: string;
  nature: string;
  status: string;
  occurred_at: bigint;
  day: string;
  product_id: string;
  product_name: string;
  country: string;
  currency: string;
  gross: bigint;
  fees: bigint;
  refunded: bigint;
  taxes: bigint;
  net: bigint;
  subject_id: bigint | null;
};

function toSale(row: StoredSale): SaleRow {
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
