import { sql } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** A product as a source last named it. */
export type ProductRow = {
  readonly source: string;
  readonly productId: string;
  readonly name: string;
  readonly lastSoldAt: number;
};

/** The latest sale names the product; of two at one moment the greater name, so that the order of arrival does not matter. */
const keepLatest = `ON CONFLICT(book_id,source,product_id) DO UPDATE SET
  name=CASE WHEN excluded.last_sold_at>product.last_sold_at OR (excluded.last_sold_at=product.last_sold_at AND excluded.name>product.name)
    THEN excluded.name ELSE product.name END,
  last_sold_at=CASE WHEN excluded.last_sold_at>product.last_sold_at THEN excluded.last_sold_at ELSE product.last_sold_at END`;

/** Remembers products by their newest name. */
export async function saveProducts(tx: Tx, bookId: bigint, rows: readonly ProductRow[]): Promise<void> {
  const newest = new Map<string, ProductRow>();
  for (const row of rows) {
    const key = `${row.source}\n${row.productId}`;
    const known = newest.get(key);
    if (!known || row.lastSoldAt > known.lastSoldAt || (row.lastSoldAt === known.lastSoldAt && row.name > known.name))
      newest.set(key, row);
  }
  await insertMany(
    tx,
    "product",
    ["book_id", "source", "product_id", "name", "last_sold_at"],
    [...newest.values()].map((row) => [bookId, row.source, row.productId, row.name, BigInt(row.lastSoldAt)]),
    keepLatest,
  );
}

/** What is remembered of these products, in no order; products of the same id from other sources may be among them. */
export async function readProducts(
  handle: Handle,
  bookId: bigint,
  productIds: readonly string[],
): Promise<readonly ProductRow[]> {
  const rows = await handle.q
    .selectFrom("product")
    .select(["source", "product_id", "name", "last_sold_at"])
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "product_id", productIds))
    .execute();
  return rows.map((row) => toProduct(row.source, row.product_id, row.name, row.last_sold_at));
}

/** Forgets a product. */
export async function removeProduct(
  tx: Tx,
  bookId: bigint,
  { source, productId }: Pick<ProductRow, "source" | "productId">,
): Promise<void> {
  await tx.q
    .deleteFrom("product")
    .where("book_id", "=", bookId)
    .where("source", "=", source)
    .where("product_id", "=", productId)
    .execute();
}

/** These products as the sales list names them; sales of several products are not in it. */
export async function productsOfSales(
  handle: Handle,
  bookId: bigint,
  productIds: readonly string[],
): Promise<readonly ProductRow[]> {
  const rows = await handle.q
    .selectFrom("sale")
    .select((eb) => ["source", "product_id", "product_name", eb.fn.max("occurred_at").as("at")])
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "product_id", productIds))
    .groupBy(["source", "product_id", "product_name"])
    .execute();
  return rows.map((row) => toProduct(row.source, row.product_id, row.product_name, row.at));
}

function toProduct(source: string, productId: string, name: string, lastSoldAt: bigint): ProductRow {
  return { source, productId, name, lastSoldAt: Number(lastSoldAt) };
}

/** Names by `<source>/<product id>`. */
export async function productNames(handle: Handle, bookId: bigint): Promise<ReadonlyMap<string, string>> {
  const rows = await handle.q
    .selectFrom("product")
    .select(["source", "product_id", "name"])
    .where("book_id", "=", bookId)
    .execute();
  return new Map(rows.map((row) => [`${row.source}/${row.product_id}`, row.name]));
}

/** Empties the product list of a book, before it is derived anew. */
export async function clearProducts(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("product").where("book_id", "=", bookId).execute();
}

/** The ids of products whose id or name has this in it (lower case), at most `limit`. */
export async function productsNamed(
  handle: Handle,
  bookId: bigint,
  lower: string,
  limit: number,
): Promise<readonly string[]> {
  const part = `%${lower.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<{ product_id: string }>`
    SELECT DISTINCT product_id FROM product WHERE book_id=${bookId} AND product_id<>''
      AND (lower(name) LIKE ${part} ESCAPE '\\' OR lower(product_id) LIKE ${part} ESCAPE '\\')
    ORDER BY product_id LIMIT ${sql.lit(limit)}`.execute(handle.q);
  return rows.map((row) => row.product_id);
}
