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
