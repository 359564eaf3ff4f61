import { type RawBuilder, sql } from "kysely";
import type { Handle } from "./handle.ts";

/** What one product of one source came to in one currency, minor units. */
export type ProductSum = {
  readonly source: string;
  readonly productId: string;
  readonly currency: string;
  readonly sales: bigint;
  readonly refunds: bigint;
  readonly gross: bigint;
  readonly net: bigint;
};

/** What each product came to on days `from` to `to`, both included; all days and all products where not given. */
export async function productSums(
  handle: Handle,
  bookId: bigint,
  asked: { readonly from?: string; readonly to?: string; readonly product?: ProductKey } = {},
): Promise<readonly ProductSum[]> {
  const { from, to, product } = asked;
  const where: readonly RawBuilder<unknown>[] = [
    sql`book_id=${bookId} AND dimension='product'`,
    ...(from === undefined ? [] : [sql`day>=${from}`]),
    ...(to === undefined ? [] : [sql`day<=${to}`]),
    ...(product === undefined ? [] : [sql`source=${product.source} AND member=${product.productId}`]),
  ];
  const { rows } = await sql<Omit<ProductSum, "productId"> & { readonly member: string }>`
    SELECT source,member,currency,${sums} FROM rollup WHERE ${sql.join(where, sql` AND `)}
    GROUP BY source,member,currency ORDER BY source,member,currency`.execute(handle.q);
  return rows.map(({ member, ...sum }) => ({ ...sum, productId: member }));
}

/** A product as its source names it. */
export type ProductKey = { readonly source: string; readonly productId: string };

/** PostgreSQL sums 64-bit integers into another type. */
const sums = sql.raw(
  ["sales", "refunds", "gross", "net"].map((name) => `CAST(sum(${name}) AS bigint) AS ${name}`).join(","),
);
