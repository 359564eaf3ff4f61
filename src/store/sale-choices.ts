import { sql } from "kysely";
import type { Handle } from "./handle.ts";

/** What occurs in the sales of a book, each by name. */
export type SaleChoices = {
  readonly sources: readonly string[];
  readonly currencies: readonly string[];
  readonly countries: readonly string[];
  /** Sold last first. */
  readonly products: readonly { readonly id: string; readonly name: string; readonly source: string }[];
};

/** What the sales list can be filtered by; at most `productsMax` products. */
export async function readSaleChoices(handle: Handle, bookId: bigint, productsMax: number): Promise<SaleChoices> {
  const distinct = async (column: "source" | "currency" | "member", dimension: "source" | "country") => {
    const { rows } = await sql<{ value: string }>`
      SELECT DISTINCT ${sql.raw(column)} AS value FROM sale_sum
      WHERE book_id=${bookId} AND dimension=${sql.lit(dimension)} AND sales<>0 AND ${sql.raw(column)}<>''
      ORDER BY 1`.execute(handle.q);
    return rows.map(({ value }) => value);
  };
  const products = await handle.q
    .selectFrom("product")
    .select(["source", "product_id as id", "name"])
    .where("book_id", "=", bookId)
    .where("product_id", "<>", "")
    .orderBy("last_sold_at", "desc")
    .orderBy("product_id")
    .limit(productsMax)
    .execute();
  return {
    sources: await distinct("source", "source"),
    currencies: await distinct("currency", "source"),
    countries: await distinct("member", "country"),
    products,
  };
}
