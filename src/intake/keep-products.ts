import { decodeFacts } from "../domain/facts/codec.ts";
import { type Called, called } from "../domain/facts/object.ts";
import type { Tx } from "../store/handle.ts";
import { readFacts } from "../store/object-facts.ts";
import { type ProductRow, productsOfSales, readProducts, removeProduct, saveProducts } from "../store/product.ts";
import { severalProductSales } from "../store/sale.ts";
import { soldProducts } from "./sold-products.ts";

/** What a sale named before (nothing when it was unknown) and what it names now. */
export type NamingChange = { readonly source: string; readonly before: Called | undefined; readonly after: Called };

const pageSize = 1_000;

/**
 * Brings the products to what the sales name now, once facts and sales list are saved. Mostly that is an addition; when
 * the sale that a product had its name and day from says otherwise now, the product is looked up among all sales again.
 */
export async function keepProducts(tx: Tx, bookId: bigint, changes: readonly NamingChange[]): Promise<void> {
  const named = changes.flatMap(({ source, after }) => soldProducts(source, after));
  const unsaid = changes.flatMap(({ source, before }) => (before ? soldProducts(source, before) : []));
  const stale = await staleAmong(tx, bookId, unsaid.length === 0 ? [] : without(unsaid, new Set(named.map(textOf))));
  for (const product of stale.values()) await removeProduct(tx, bookId, product);
  await saveProducts(tx, bookId, named);
  if (stale.size > 0) await lookUpAgain(tx, bookId, stale);
}

/** The remembered products, by key, that rest on a word that was taken back. */
async function staleAmong(
  tx: Tx,
  bookId: bigint,
  unsaid: readonly ProductRow[],
): Promise<ReadonlyMap<string, ProductRow>> {
  if (unsaid.length === 0) return new Map();
  const words = new Set(unsaid.map(textOf));
  const kept = await readProducts(tx, bookId, idsOf(unsaid));
  return new Map(kept.filter((row) => words.has(textOf(row))).map((row) => [keyOf(row), row]));
}

async function lookUpAgain(tx: Tx, bookId: bigint, stale: ReadonlyMap<string, ProductRow>): Promise<void> {
  const take = (rows: readonly ProductRow[]): Promise<void> =>
    saveProducts(
      tx,
      bookId,
      rows.filter((row) => stale.has(keyOf(row))),
    );
  await take(await productsOfSales(tx, bookId, idsOf([...stale.values()])));
  for (let last: string | undefined = ""; last !== undefined; ) {
    const keys: readonly string[] = await severalProductSales(tx, bookId, last, pageSize);
    const facts = await readFacts(tx, bookId, keys);
    await take(
      [...facts.values()].flatMap((row) => soldProducts(row.source, called(row.source, decodeFacts(row.facts)))),
    );
    last = keys.at(-1);
  }
}

function without(rows: readonly ProductRow[], texts: ReadonlySet<string>): readonly ProductRow[] {
  return rows.filter((row) => !texts.has(textOf(row)));
}

function idsOf(rows: readonly ProductRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.productId))];
}

function keyOf({ source, productId }: ProductRow): string {
  return `${source}\n${productId}`;
}

function textOf(row: ProductRow): string {
  return `${keyOf(row)}\n${row.lastSoldAt}\n${row.name}`;
}
