import { type RawBuilder, sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** The parts of a sale that sums of the list are kept by. */
type Summed = {
  readonly day: string;
  readonly source: string;
  readonly status: string;
  readonly currency: string;
  readonly productId: string;
  readonly country: string;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly fees: bigint;
  readonly net: bigint;
};

type Sum = { sales: bigint; gross: bigint; refunded: bigint; fees: bigint; net: bigint };

const columns = [
  "book_id",
  "dimension",
  "member",
  "day",
  "source",
  "status",
  "currency",
  "sales",
  "gross",
  "refunded",
  "fees",
  "net",
] as const;

const addTo = `ON CONFLICT(book_id,dimension,member,day,source,status,currency) DO UPDATE SET ${columns
  .slice(7)
  .map((column) => `${column}=sale_sum.${column}+excluded.${column}`)
  .join(", ")}`;

/** Moves the sums of the sales list from how some sales stood before to how they stand now. */
export async function moveSaleSums(
  tx: Tx,
  bookId: bigint,
  before: readonly Summed[],
  after: readonly Summed[],
): Promise<void> {
  const sums = new Map<string, { readonly key: readonly string[]; readonly sum: Sum }>();
  for (const sale of before) addSale(sums, sale, -1n);
  for (const sale of after) addSale(sums, sale, 1n);
  const moved = [...sums.values()].filter(({ sum }) => Object.values(sum).some((value) => value !== 0n));
  await insertMany(
    tx,
    "sale_sum",
    columns,
    moved.map(({ key, sum }) => [bookId, ...key, sum.sales, sum.gross, sum.refunded, sum.fees, sum.net]),
    addTo,
  );
}

function addSale(
  sums: Map<string, { readonly key: readonly string[]; readonly sum: Sum }>,
  sale: Summed,
  factor: bigint,
): void {
  const members = [
    ["source", ""],
    ["product", sale.productId],
    ["country", sale.country],
  ];
  for (const member of members) {
    const key = [...member, sale.day, sale.source, sale.status, sale.currency];
    const name = key.join("\n");
    const found = sums.get(name) ?? { key, sum: { sales: 0n, gross: 0n, refunded: 0n, fees: 0n, net: 0n } };
    sums.set(name, found);
    found.sum.sales += factor;
    found.sum.gross += factor * sale.gross;
    found.sum.refunded += factor * sale.refunded;
    found.sum.fees += factor * sale.fees;
    found.sum.net += factor * sale.net;
  }
}

/** Empties the sums of a book, before its list is derived anew. */
export async function clearSaleSums(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("sale_sum").where("book_id", "=", bookId).execute();
}

/** What some sales of one currency come to, in minor units. */
export type SaleSum = Sum & { readonly currency: string };

/** Of which sales the kept sums are wanted: of one product or one country at the most. Days both included. */
export type SaleSumFilter = {
  readonly source?: string;
  readonly status?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly product?: string;
  readonly fromDay?: string;
  readonly toDay?: string;
};

/** What the sales of a filter come to, one for each currency, by code. */
export async function sumsOfSales(handle: Handle, bookId: bigint, filter: SaleSumFilter): Promise<readonly SaleSum[]> {
  const [dimension, member] =
    filter.product !== undefined
      ? ["product", filter.product]
      : filter.country !== undefined
        ? ["country", filter.country]
        : ["source", ""];
  const where: RawBuilder<unknown>[] = [
    sql`book_id=${bookId} AND dimension=${sql.lit(dimension)} AND member=${member}`,
    ...(filter.fromDay === undefined ? [] : [sql`day>=${filter.fromDay}`]),
    ...(filter.toDay === undefined ? [] : [sql`day<=${filter.toDay}`]),
    ...(filter.source === undefined ? [] : [sql`source=${filter.source}`]),
    ...(filter.status === undefined ? [] : [sql`status=${filter.status}`]),
    ...(filter.currency === undefined ? [] : [sql`currency=${filter.currency}`]),
  ];
  const { rows } = await sql<SaleSum>`
    SELECT currency,${summed} FROM sale_sum WHERE ${sql.join(where, sql` AND `)}
    GROUP BY currency HAVING sum(sales)<>0 ORDER BY currency`.execute(handle.q);
  return rows;
}

/** PostgreSQL sums 64-bit integers into another type. */
const summed = sql.raw(
  ["sales", "gross", "refunded", "fees", "net"].map((name) => `CAST(sum(${name}) AS bigint) AS ${name}`).join(","),
);
