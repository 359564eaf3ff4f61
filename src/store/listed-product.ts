import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** A product as a platform lists it. `price` is minor units of the listing's currency. */
export type ListedProduct = {
  readonly source: string;
  readonly externalId: string;
  readonly productId: string;
  readonly name: string;
  readonly state: "published" | "draft" | "deleted";
  readonly type: string;
  readonly price: bigint | undefined;
  readonly currency: string;
  readonly description: string;
  readonly url: string;
  /** JSON text. */
  readonly metadata: string;
  readonly firstSeenAt: number;
  readonly changedAt: number;
  readonly seenAt: number;
};

const columns = [
  "book_id",
  "source",
  "external_id",
  "product_id",
  "name",
  "state",
  "type",
  "price",
  "currency",
  "description",
  "url",
  "metadata",
  "first_seen_at",
  "changed_at",
  "seen_at",
] as const;
const replaced = columns.filter((name) => !["book_id", "source", "external_id", "first_seen_at"].includes(name));
const replace = `ON CONFLICT(book_id,source,external_id) DO UPDATE SET ${replaced
  .map((column) => `${column}=excluded.${column}`)
  .join(", ")}`;

/** Writes products as they are listed now; the moment each was first seen stays. */
export async function saveListedProducts(
  tx: Tx,
  bookId: bigint,
  rows: readonly Omit<ListedProduct, "firstSeenAt" | "changedAt" | "seenAt">[],
  seenAt: number,
): Promise<void> {
  const at = BigInt(seenAt);
  await insertMany(
    tx,
    "listed_product",
    columns,
    rows.map((row) => [
      bookId,
      row.source,
      row.externalId,
      row.productId,
      row.name,
      row.state,
      row.type,
      row.price ?? null,
      row.currency,
      row.description,
      row.url,
      row.metadata,
      at,
      at,
      at,
    ]),
    replace,
  );
}

/** Products of a book, or those of them with these ids, by source and id. */
export async function listedProducts(
  handle: Handle,
  bookId: bigint,
  externalIds?: readonly string[],
): Promise<readonly ListedProduct[]> {
  let query = handle.q.selectFrom("listed_product").selectAll().where("book_id", "=", bookId);
  if (externalIds !== undefined) query = query.where(anyOf(handle, "external_id", externalIds));
  const rows = await query.orderBy("source").orderBy("external_id").execute();
  return rows.map((row) => ({
    source: row.source,
    externalId: row.external_id,
    productId: row.product_id,
    name: row.name,
    state: row.state as ListedProduct["state"],
    type: row.type,
    price: row.price ?? undefined,
    currency: row.currency,
    description: row.description,
    url: row.url,
    metadata: row.metadata,
    firstSeenAt: Number(row.first_seen_at),
    changedAt: Number(row.changed_at),
    seenAt: Number(row.seen_at),
  }));
}
