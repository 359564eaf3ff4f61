import { type Measures, measureNames } from "../domain/measures/measures.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** One day's figures of one member of one dimension, per source and currency. */
export type RollupRow = {
  readonly dimension: "source" | "product" | "country";
  readonly day: string;
  readonly source: string;
  readonly member: string;
  readonly currency: string;
  readonly measures: Measures;
};

const measureColumns = measureNames.map((name) => (name === "residueNano" ? "residue_nano" : name));
const keyColumns = ["book_id", "dimension", "day", "source", "member", "currency"] as const;
const columns = [...keyColumns, ...measureColumns] as (typeof keyColumns)[number][];

const addTo = `ON CONFLICT(book_id,dimension,day,source,member,currency) DO UPDATE SET ${measureColumns
  .map((column) => `${column}=rollup.${column}+excluded.${column}`)
  .join(", ")}`;

/** Adds differences to the daily figures. Rows of one key must have been summed before. */
export async function addToRollups(tx: Tx, bookId: bigint, rows: readonly RollupRow[]): Promise<void> {
  await insertMany(
    tx,
    "rollup",
    columns,
    rows.map((r) => [
      bookId,
      r.dimension,
      r.day,
      r.source,
      r.member,
      r.currency,
      ...measureNames.map((name) => r.measures[name]),
    ]),
    addTo,
  );
}

/** Empties the daily figures of a book, before they are derived anew. */
export async function clearRollups(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("rollup").where("book_id", "=", bookId).execute();
}

/** Figures of one dimension for days `from` to `to`, both included (`YYYY-MM-DD`), one row per day, source, member and currency. */
export async function readRollups(
  handle: Handle,
  bookId: bigint,
  dimension: RollupRow["dimension"],
  from: string,
  to: string,
): Promise<readonly RollupRow[]> {
  const rows = await handle.q
    .selectFrom("rollup")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("dimension", "=", dimension)
    .where("day", ">=", from)
    .where("day", "<=", to)
    .orderBy("day")
    .orderBy("source")
    .orderBy("member")
    .orderBy("currency")
    .execute();
  return rows.map((row) => ({
    dimension: row.dimension as RollupRow["dimension"],
    day: row.day,
    source: row.source,
    member: row.member,
    currency: row.currency,
    measures: {
      sales: row.sales,
      refunds: row.refunds,
      gross: row.gross,
      refunded: row.refunded,
      fees: row.fees,
      taxes: row.taxes,
      chargebacks: row.chargebacks,
      adjustments: row.adjustments,
      net: row.net,
      residueNano: row.residue_nano,
    },
  }));
}

/** The first and last day of a book that have any figures, or undefined when nothing is booked. */
export async function bookedDays(
  handle: Handle,
  bookId: bigint,
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const row = await handle.q
    .selectFrom("rollup")
    .select((eb) => [eb.fn.min("day").as("from"), eb.fn.max("day").as("to")])
    .where("book_id", "=", bookId)
    .where("dimension", "=", "source")
    .executeTakeFirst();
  return row?.from && row.to ? { from: row.from, to: row.to } : undefined;
}
