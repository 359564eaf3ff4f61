import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";
import { type SaleCursor, type SaleRow, toSale } from "./sale.ts";
import { allOf, idsFrom, ofProducts, type SaleSearch, saleConditions, severalNamed } from "./sale-conditions.ts";
import type { SaleSum } from "./sale-sum.ts";
import type { Database } from "./schema.ts";

const columns = sql.raw(
  "book_id,object_key,source,external_id,nature,status,occurred_at,day,product_id,product_name,country,currency,gross,fees,refunded,taxes,net,subject_id,first_seen_at",
);

/** Sales as they stood at a moment, newest first, after the cursor. Looks at each sale of the filter once at the most. */
export async function salesAt(
  handle: Handle,
  bookId: bigint,
  at: Millis,
  search: SaleSearch,
  limit: number,
  after?: SaleCursor,
): Promise<readonly SaleRow[]> {
  const below = after ? [sql`(occurred_at,object_key)<(${BigInt(after.occurredAt)},${after.objectKey})`] : [];
  const where = [...conditions(handle, search), ...below];
  const order = sql`ORDER BY occurred_at DESC,object_key DESC LIMIT ${sql.lit(limit)}`;
  const { rows } = await sql<Selectable<Database["sale"]>>`
    SELECT * FROM (
      SELECT * FROM (SELECT ${columns} FROM sale s WHERE ${standing(bookId, at)} AND ${allOf(where)} ${order}) now_so
      UNION ALL SELECT * FROM (SELECT ${columns} FROM sale_past WHERE ${stood(bookId, at)} AND ${allOf(where)} ${order}) then_so) found
    ${order}`.execute(handle.q);
  return rows.map(toSale);
}

/** What the sales of a search came to at a moment, one for each currency, by code. */
export async function sumSalesAt(
  handle: Handle,
  bookId: bigint,
  at: Millis,
  search: SaleSearch,
): Promise<readonly SaleSum[]> {
  const where = allOf(conditions(handle, search));
  const measures = sql.raw("currency,gross,refunded,fees,net");
  const sums = sql.raw(
    ["gross", "refunded", "fees", "net"].map((name) => `CAST(sum(${name}) AS bigint) AS ${name}`).join(","),
  );
  const { rows } = await sql<SaleSum>`
    SELECT currency,count(*) AS sales,${sums} FROM (
      SELECT ${measures} FROM sale s WHERE ${standing(bookId, at)} AND ${where}
      UNION ALL SELECT ${measures} FROM sale_past WHERE ${stood(bookId, at)} AND ${where}) found
    GROUP BY currency ORDER BY currency`.execute(handle.q);
  return rows;
}

/** One sale as it stood at a moment; undefined where nobody had heard of it. */
export async function saleAt(
  handle: Handle,
  bookId: bigint,
  objectKey: string,
  at: Millis,
): Promise<SaleRow | undefined> {
  const one = sql`object_key=${objectKey}`;
  const { rows } = await sql<Selectable<Database["sale"]>>`
    SELECT ${columns} FROM sale s WHERE ${standing(bookId, at)} AND ${one}
    UNION ALL SELECT ${columns} FROM sale_past WHERE ${stood(bookId, at)} AND ${one}`.execute(handle.q);
  return rows[0] && toSale(rows[0]);
}

/** Every version of one sale that was replaced, oldest first, with the moment it ended. */
export async function saleVersions(
  handle: Handle,
  bookId: bigint,
  objectKey: string,
): Promise<readonly (SaleRow & { readonly untilAt: Millis })[]> {
  const rows = await handle.q
    .selectFrom("sale_past")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("object_key", "=", objectKey)
    .orderBy("until_at")
    .execute();
  return rows.map((row) => ({ ...toSale(row), untilAt: Number(row.until_at) }));
}

/** How many sales could not be booked at a moment, and how many refunds were of an amount that nobody had told. */
export async function countWaitingAt(
  handle: Handle,
  bookId: bigint,
  at: Millis,
): Promise<{ readonly incomplete: number; readonly waitingRefunds: number }> {
  const counted = async (index: string, which: RawBuilder<unknown>): Promise<number> => {
    const by = handle.engine === "sqlite" ? sql.raw(` INDEXED BY ${index}`) : sql``;
    const { rows } = await sql<{ n: bigint }>`SELECT
      (SELECT count(*) FROM sale s${by} WHERE ${standing(bookId, at)} AND ${which})+
      (SELECT count(*) FROM sale_past WHERE ${stood(bookId, at)} AND ${which}) AS n`.execute(handle.q);
    return Number(rows[0]?.n ?? 0n);
  };
  return {
    incomplete: await counted("sale_incomplete", sql`status='incomplete'`),
    waitingRefunds: await counted("sale_refund_waits", sql`status='partly-refunded' AND refunded=0`),
  };
}

/**
 * Sales that stand today as they stood then. The plus keeps the embedded engine from beginning with all that was seen
 * by then, which is nearly everything.
 */
function standing(bookId: bigint, at: Millis): RawBuilder<unknown> {
  return sql`s.book_id=${bookId} AND +s.first_seen_at<=${BigInt(at)} AND NOT EXISTS(SELECT 1 FROM sale_past p
    WHERE p.book_id=s.book_id AND p.object_key=s.object_key AND p.until_at>${BigInt(at)})`;
}

/** Versions that stood then and were replaced since. */
function stood(bookId: bigint, at: Millis): RawBuilder<unknown> {
  return sql`book_id=${bookId} AND since_at<=${BigInt(at)} AND until_at>${BigInt(at)}`;
}

function conditions(handle: Handle, search: SaleSearch): readonly RawBuilder<unknown>[] {
  const { text } = search;
  if (text === undefined) return saleConditions(search);
  const ways = [idsFrom(handle, text.lower), ofProducts(handle, text.productIds), severalNamed(text.lower)];
  return [
    ...saleConditions(search),
    sql`(${sql.join(
      ways.map((way) => sql`(${way})`),
      sql` OR `,
    )})`,
  ];
}
