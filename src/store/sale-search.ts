import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Handle } from "./handle.ts";
import { type SaleCursor, type SaleRow, toSale } from "./sale.ts";
import {
  idsFrom,
  ofProducts,
  type SaleSearch,
  type SaleText,
  saleConditions,
  severalNamed,
} from "./sale-conditions.ts";
import type { SaleSum } from "./sale-sum.ts";
import type { Database } from "./schema.ts";

const columns = sql.raw(
  "book_id,object_key,source,external_id,nature,status,occurred_at,day,product_id,product_name,country,currency,gross,fees,refunded,taxes,net,subject_id,first_seen_at",
);

/** So many sales are looked at one by one where no index gives them in order. */
export const looksMax = 5_000;
/** So many products that a text stands for are each asked for by itself. */
const productArmsMax = 8;

/** Some of the sales of a search, each arm in its own best way; an arm may repeat what another gives. */
type Arm = {
  readonly index: string;
  readonly where: readonly RawBuilder<unknown>[];
  readonly inner?: RawBuilder<unknown>;
};

/** Sales that match, newest first, after the cursor. */
export async function findSalesPage(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
  limit: number,
  after?: SaleCursor,
): Promise<readonly SaleRow[]> {
  const below = after ? [sql`(occurred_at,object_key)<(${BigInt(after.occurredAt)},${after.objectKey})`] : [];
  const found = new Map<string, SaleRow>();
  for (const arm of await armsOf(handle, bookId, search)) {
    const { rows } = await sql<
      Selectable<Database["sale"]>
    >`SELECT * FROM (${select(handle, bookId, arm, below, limit)}) found`.execute(handle.q);
    for (const row of rows) found.set(row.object_key, toSale(row));
  }
  return [...found.values()].sort(newestFirst).slice(0, limit);
}

/** What they come to, one for each currency by code: all of them, or the newest `looksMax`. */
export async function sumFoundSales(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
): Promise<{ readonly all: boolean; readonly sums: readonly SaleSum[] }> {
  const arms = await armsOf(handle, bookId, search);
  const selects = arms.map((arm) => sql`SELECT * FROM (${select(handle, bookId, arm, [], looksMax + 1)}) arm`);
  // UNION leaves out what several arms give.
  const { rows } = await sql<SaleSum>`
    SELECT currency,count(*) AS sales,${summed} FROM (
      SELECT * FROM (${sql.join(selects, sql` UNION `)}) found ORDER BY occurred_at DESC,object_key DESC LIMIT ${sql.lit(looksMax)}) newest
    GROUP BY currency ORDER BY currency`.execute(handle.q);
  const count = rows.reduce((sum, row) => sum + Number(row.sales), 0);
  const all = count < looksMax || (await findSalesPage(handle, bookId, search, looksMax + 1)).length <= looksMax;
  return { all, sums: rows };
}

const summed = sql.raw(
  ["gross", "refunded", "fees", "net"].map((name) => `CAST(sum(${name}) AS bigint) AS ${name}`).join(","),
);

/** Later first; of one moment, the greater key. */
export function newestFirst(a: SaleCursor, b: SaleCursor): number {
  return b.occurredAt - a.occurredAt || (a.objectKey < b.objectKey ? 1 : -1);
}

function select(
  handle: Handle,
  bookId: bigint,
  { index, where, inner }: Arm,
  more: readonly RawBuilder<unknown>[],
  limit: number,
): RawBuilder<unknown> {
  // Without statistics the embedded engine guesses which index is best; it is told. PostgreSQL counts by itself.
  const by = handle.engine === "sqlite" ? sql.raw(` INDEXED BY ${index}`) : sql``;
  const table = inner ? sql`(${inner}) sale` : sql`sale${by}`;
  return sql`SELECT ${columns} FROM ${table} WHERE ${sql.join([sql`book_id=${bookId}`, ...where, ...more], sql` AND `)}
    ORDER BY occurred_at DESC,object_key DESC LIMIT ${sql.lit(limit)}`;
}

async function armsOf(handle: Handle, bookId: bigint, search: SaleSearch): Promise<readonly Arm[]> {
  const where = saleConditions(search);
  const { text } = search;
  if (text === undefined) return [{ index: await bestIndex(handle, bookId, search), where }];
  const ids = idsFrom(handle, text.lower);
  const byId: Arm = {
    index: (await isFew(handle, bookId, "sale_by_id", ids)) ? "sale_by_id" : "sale_time",
    where: [...where, ids],
  };
  const products: readonly Arm[] =
    text.productIds.length > productArmsMax
      ? [{ index: "sale_time", where: [...where, ofProducts(handle, text.productIds)] }]
      : text.productIds.map((id) => ({ index: "sale_by_product", where: [...where, sql`product_id=${id}`] }));
  return [byId, ...products, severalProducts(handle, bookId, text, where)];
}

/** Sales of several products have a name of their own; of them, the newest are looked at. */
function severalProducts(handle: Handle, bookId: bigint, text: SaleText, where: readonly RawBuilder<unknown>[]): Arm {
  const inner = select(handle, bookId, { index: "sale_by_product", where: [sql`product_id=''`] }, [], looksMax);
  return { index: "", inner, where: [...where, severalNamed(text.lower)] };
}

/** Few sales have a given product or an unusual status, many a source; a narrow span of amounts may be the fewest. */
async function bestIndex(handle: Handle, bookId: bigint, search: SaleSearch): Promise<string> {
  const { source, status, country, product, currency, grossFrom, grossTo } = search;
  if (currency !== undefined && (grossFrom ?? grossTo) !== undefined) {
    const span = sql`currency=${currency} AND gross>=${grossFrom ?? -(2n ** 53n)} AND gross<=${grossTo ?? 2n ** 53n}`;
    if (await isFew(handle, bookId, "sale_by_amount", span)) return "sale_by_amount";
  }
  if (status !== undefined && status !== "completed") {
    if (product === undefined || (await isFew(handle, bookId, "sale_by_status", sql`status=${status}`)))
      return "sale_by_status";
  }
  if (product !== undefined) return "sale_by_product";
  if (country !== undefined) return "sale_by_country";
  if (source !== undefined) return "sale_by_source";
  return "sale_time";
}

async function isFew(handle: Handle, bookId: bigint, index: string, where: RawBuilder<unknown>): Promise<boolean> {
  const by = handle.engine === "sqlite" ? sql.raw(` INDEXED BY ${index}`) : sql``;
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM (SELECT 1 FROM sale${by}
    WHERE book_id=${bookId} AND ${where} LIMIT ${sql.lit(looksMax + 1)}) few`.execute(handle.q);
  return Number(rows[0]?.n ?? 0n) <= looksMax;
}
