import { decodeFacts } from "../domain/facts/codec.ts";
import { called } from "../domain/facts/object.ts";
import { derivedDigest } from "../store/derived-digest.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { type FactsRow, pageFacts } from "../store/object-facts.ts";
import { clearProducts, saveProducts } from "../store/product.ts";
import { clearRollups } from "../store/rollup.ts";
import { clearSales, saveSales } from "../store/sale.ts";
import { saleRow } from "./sale-row.ts";
import { figureChange, saveFigures } from "./save-figures.ts";
import { soldProducts } from "./sold-products.ts";

const pageSize = 1_000;

/**
 * Derives the sales list, the products and the daily figures of a book anew from its facts. Returns whether anything
 * differed from what was there: on healthy books it does not.
 */
export async function rebuildDerived(
  tx: Tx,
  bookId: bigint,
  dayOf: (at: number) => string,
  onProgress: (objects: number) => void = () => undefined,
): Promise<{ readonly objects: number; readonly changed: readonly string[] }> {
  const before = await derivedDigest(tx, bookId);
  await clearSales(tx, bookId);
  await clearRollups(tx, bookId);
  await clearProducts(tx, bookId);
  let objects = 0;
  for await (const page of factsPages(tx, bookId)) {
    await derivePage(tx, bookId, page, dayOf);
    objects += page.length;
    onProgress(objects);
  }
  const after = await derivedDigest(tx, bookId);
  return { objects, changed: Object.keys(after).filter((name) => after[name] !== before[name]) };
}

/** All facts of a book, page by page in key order. */
export async function* factsPages(
  handle: Handle,
  bookId: bigint,
): AsyncGenerator<readonly FactsRow[], void, undefined> {
  let last = "";
  for (;;) {
    const page = await pageFacts(handle, bookId, last, pageSize);
    const end = page.at(-1);
    if (end === undefined) return;
    yield page;
    last = end.objectKey;
  }
}

async function derivePage(
  tx: Tx,
  bookId: bigint,
  page: readonly FactsRow[],
  dayOf: (at: number) => string,
): Promise<void> {
  const items = page.map((row) => ({ row, called: called(row.source, decodeFacts(row.facts)) }));
  const sales = items.filter(({ row }) => row.kind === "sale");
  await saveSales(
    tx,
    bookId,
    sales.map((item) => saleRow({ ...aboutOf(item.row), seenAt: item.row.firstSeenAt }, item.called, dayOf)),
  );
  await saveProducts(
    tx,
    bookId,
    sales.flatMap((item) => soldProducts(item.row.source, item.called)),
  );
  await saveFigures(
    tx,
    bookId,
    items.map((item) => figureChange(item.row.source, undefined, item.called, dayOf)),
  );
}

function aboutOf(row: FactsRow): { objectKey: string; source: string; externalId: string } {
  return {
    objectKey: row.objectKey,
    source: row.source,
    externalId: row.objectKey.slice(row.source.length + row.kind.length + 2),
  };
}
