import { type RawBuilder, sql } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle } from "./handle.ts";
import { type SaleCursor, type SaleRow, toSale } from "./sale.ts";
import { allOf, idsFrom, ofProducts, type SaleSearch, saleConditions, severalNamed } from "./sale-conditions.ts";
import type { SaleSum } from "./sale-sum.ts";

/** So many sales of an arm are looked at for one answer; they lie side by side in an index that holds all it needs. */
const windowSales = 3_000;
/** The same where each sale must be fetched to be looked at. */
const windowFetched = 500;
/** Sales that are fetched one by one from all over the list: each costs a page to be read and decrypted. */
const scatteredMax = 100;
/** So many products that a text stands for are each asked for by itself. */
const productArmsMax = 8;

/** Some of the sales of a search in the order of time, as one index gives them; an arm may repeat what another gives. */
type Arm = {
  readonly index: string;
  /** What the index itself begins with. */
  readonly prefix: readonly RawBuilder<unknown>[];
  readonly window: number;
};

/** A page of sales; the search goes on behind `next`, also where the page is short or empty. */
export type FoundSales = { readonly rows: readonly SaleRow[]; readonly next: SaleCursor | undefined };

/**
 * Sales that match, newest first, after the cursor. Of each arm a window is looked at; where that holds too few, the
 * page ends where it ends, and the next one goes on: so no question is expensive, whatever it asks.
 */
export async function findSalesPage(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
  limit: number,
  after?: SaleCursor,
): Promise<FoundSales> {
  const found = new Map<string, SaleCursor>();
  const ends: SaleCursor[] = [];
  for (const arm of await armsOf(handle, bookId, search)) {
    const keys = await keysOf(handle, bookId, search, arm, limit + 1, after);
    for (const key of keys) found.set(key.objectKey, key);
    const end = keys.length > limit ? undefined : await endOf(handle, bookId, search, arm, after);
    if (end) ends.push(end);
  }
  // Below the end of any window something may be missing.
  const [end] = ends.sort(newestFirst);
  const sure = [...found.values()].filter((key) => end === undefined || newestFirst(key, end) <= 0).sort(newestFirst);
  const shown = sure.slice(0, limit);
  const rows = await salesOf(handle, bookId, shown);
  return { rows, next: sure.length > limit ? shown.at(-1) : end };
}

/** What they come to, one for each currency by code: all of them, or those in the newest window of each arm. */
export async function sumFoundSales(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
): Promise<{ readonly all: boolean; readonly sums: readonly SaleSum[] }> {
  const arms = await armsOf(handle, bookId, search);
  const ends: SaleCursor[] = [];
  for (const arm of arms) {
    const end = await endOf(handle, bookId, search, arm, undefined);
    if (end) ends.push(end);
  }
  const [end] = ends.sort(newestFirst);
  const from = end ? [sql`(occurred_at,object_key)>=(${BigInt(end.occurredAt)},${end.objectKey})`] : [];
  const parts = arms.map(
    (
      arm,
    ) => sql`SELECT object_key,currency,gross,refunded,fees,net FROM (${windowOf(handle, bookId, search, arm, undefined)}) w
    WHERE ${allOf([...residual(handle, search, arm), ...from])}`,
  );
  // UNION leaves out what several arms give.
  const { rows } =
    await sql<SaleSum>`SELECT currency,count(*) AS sales,${summed} FROM (${sql.join(parts, sql` UNION `)}) found
    GROUP BY currency ORDER BY currency`.execute(handle.q);
  return { all: end === undefined, sums: rows };
}

const summed = sql.raw(
  ["gross", "refunded", "fees", "net"].map((name) => `CAST(sum(${name}) AS bigint) AS ${name}`).join(","),
);

/** Later first; of one moment, the greater key. */
export function newestFirst(a: SaleCursor, b: SaleCursor): number {
  return b.occurredAt - a.occurredAt || (a.objectKey < b.objectKey ? 1 : a.objectKey > b.objectKey ? -1 : 0);
}

async function keysOf(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
  arm: Arm,
  limit: number,
  after: SaleCursor | undefined,
): Promise<readonly SaleCursor[]> {
  const { rows } = await sql<{ occurred_at: bigint; object_key: string }>`
    SELECT occurred_at,object_key FROM (${windowOf(handle, bookId, search, arm, after)}) w WHERE ${allOf(residual(handle, search, arm))}
    ORDER BY occurred_at DESC,object_key DESC LIMIT ${sql.lit(limit)}`.execute(handle.q);
  return rows.map((row) => ({ occurredAt: Number(row.occurred_at), objectKey: row.object_key }));
}

/** The last sale of an arm's window, or undefined when the window holds all there are. */
async function endOf(
  handle: Handle,
  bookId: bigint,
  search: SaleSearch,
  arm: Arm,
  after: SaleCursor | undefined,
): Promise<SaleCursor | undefined> {
  const { rows } = await sql<{ occurred_at: bigint; object_key: string; n: bigint }>`
    SELECT occurred_at,object_key,(SELECT count(*) FROM (${windowOf(handle, bookId, search, arm, after)}) w) AS n
    FROM (${windowOf(handle, bookId, search, arm, after)}) w ORDER BY occurred_at,object_key LIMIT 1`.execute(handle.q);
  const [row] = rows;
  if (!row || Number(row.n) < arm.window) return undefined;
  return { occurredAt: Number(row.occurred_at), objectKey: row.object_key };
}

const windowColumns: Readonly<Record<string, string>> = {
  sale_by_status: "occurred_at,object_key",
  sale_by_country: "occurred_at,object_key",
  sale_by_source: "occurred_at,object_key",
  sale_time: "occurred_at,object_key,source,status,product_id,country,currency,gross,refunded,fees,net,external_id",
  sale_by_product: "occurred_at,object_key,source,status,product_id,country,currency,gross,refunded,fees,net",
  sale_by_amount: "occurred_at,object_key,source,status,product_id,country,currency,gross,refunded,fees,net",
};
const allColumns = `${windowColumns["sale_time"]},product_name`;

/** The newest sales of an arm in the time that is asked for, whether they match or not. */
function windowOf(
  handle: Handle,
  bookId: bigint,
  { from, to }: SaleSearch,
  arm: Arm,
  after: SaleCursor | undefined,
): RawBuilder<unknown> {
  // Without statistics the embedded engine guesses which index is best; it is told. PostgreSQL counts by itself.
  const by = handle.engine === "sqlite" ? sql.raw(` INDEXED BY ${arm.index}`) : sql``;
  const columns = sql.raw(arm.window === windowSales ? (windowColumns[arm.index] ?? allColumns) : allColumns);
  const where = [
    sql`book_id=${bookId}`,
    ...arm.prefix,
    ...saleConditions({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }),
    ...(after ? [sql`(occurred_at,object_key)<(${BigInt(after.occurredAt)},${after.objectKey})`] : []),
  ];
  return sql`SELECT ${columns} FROM sale${by} WHERE ${allOf(where)}
    ORDER BY occurred_at DESC,object_key DESC LIMIT ${sql.lit(arm.window)}`;
}

/** What is asked beyond the time, which a window leaves to be looked at. */
function residual(handle: Handle, search: SaleSearch, arm: Arm): readonly RawBuilder<unknown>[] {
  // These are only looked at as a whole where nothing else is asked.
  if (arm.window === windowSales && windowColumns[arm.index] === "occurred_at,object_key") return [];
  const { from: _from, to: _to, text: _text, ...rest } = search;
  const conditions = [...saleConditions(rest)];
  if (search.text && arm.index === "sale_time") {
    const products = search.text.productIds;
    const ids = idsFrom(handle, search.text.lower);
    conditions.push(products.length > productArmsMax ? sql`(${ids} OR ${ofProducts(handle, products)})` : ids);
  }
  if (search.text && arm.window === windowFetched) conditions.push(severalNamed(search.text.lower));
  return conditions;
}

async function armsOf(handle: Handle, bookId: bigint, search: SaleSearch): Promise<readonly Arm[]> {
  const { text } = search;
  if (text === undefined) return [await bestArm(handle, bookId, search)];
  const ids = idsFrom(handle, text.lower);
  const many = text.productIds.length > productArmsMax;
  const fewIds = !many && (await isFew(handle, bookId, "sale_by_id", ids));
  const byId: Arm = fewIds ? scattered("sale_by_id", ids) : { index: "sale_time", prefix: [], window: windowSales };
  const products = many ? [] : text.productIds.map((id) => productArm(id));
  return [byId, ...products, { ...productArm(""), window: windowFetched }];
}

/** Few enough that all of them are fetched: one more than that never fills the window. */
function scattered(index: string, prefix: RawBuilder<unknown>): Arm {
  return { index, prefix: [prefix], window: scatteredMax + 1 };
}

function productArm(id: string): Arm {
  return { index: "sale_by_product", prefix: [sql`product_id=${id}`], window: windowSales };
}

/** One amount and one product are found by themselves; an unusual status is rare; anything else goes by time. */
async function bestArm(handle: Handle, bookId: bigint, search: SaleSearch): Promise<Arm> {
  const { source, status, country, product, currency, grossFrom, grossTo } = search;
  if (status !== undefined && status !== "completed") {
    const rare = sql`status=${status}`;
    if (isAlone(search, "status")) return { index: "sale_by_status", prefix: [rare], window: windowSales };
    if (await isFew(handle, bookId, "sale_by_status", rare)) return scattered("sale_by_status", rare);
  }
  if (product !== undefined) return productArm(product);
  if (currency !== undefined && grossFrom !== undefined && grossFrom === grossTo)
    return { index: "sale_by_amount", prefix: [sql`currency=${currency} AND gross=${grossFrom}`], window: windowSales };
  if (country !== undefined && isAlone(search, "country"))
    return { index: "sale_by_country", prefix: [sql`country=${country}`], window: windowSales };
  if (source !== undefined && isAlone(search, "source"))
    return { index: "sale_by_source", prefix: [sql`source=${source}`], window: windowSales };
  return { index: "sale_time", prefix: [], window: windowSales };
}

/** Whether nothing but this and the time is asked: then the index alone gives every sale that is wanted. */
function isAlone(search: SaleSearch, name: keyof SaleSearch): boolean {
  return (Object.keys(search) as (keyof SaleSearch)[]).every((one) => one === name || one === "from" || one === "to");
}

async function isFew(handle: Handle, bookId: bigint, index: string, where: RawBuilder<unknown>): Promise<boolean> {
  const by = handle.engine === "sqlite" ? sql.raw(` INDEXED BY ${index}`) : sql``;
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM (SELECT 1 FROM sale${by}
    WHERE book_id=${bookId} AND ${where} LIMIT ${sql.lit(scatteredMax + 1)}) few`.execute(handle.q);
  return Number(rows[0]?.n ?? 0n) <= scatteredMax;
}

/** The sales of these keys, in the order of the keys. */
async function salesOf(handle: Handle, bookId: bigint, keys: readonly SaleCursor[]): Promise<readonly SaleRow[]> {
  if (keys.length === 0) return [];
  const query = handle.q.selectFrom("sale").selectAll().where("book_id", "=", bookId);
  const names = keys.map(({ objectKey }) => objectKey);
  const rows = await query.where(anyOf(handle, "object_key", names)).execute();
  return rows.map(toSale).sort(newestFirst);
}
