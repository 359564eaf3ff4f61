import { type Selectable, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import { addMeasures, isZero, type Measures, measureNames } from "../domain/measures/measures.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";
import type { Database } from "./schema.ts";

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

const changeColumns = [...columns, "at"] as (typeof keyColumns)[number][];

const addToChange = `ON CONFLICT(book_id,dimension,day,at,source,member,currency) DO UPDATE SET ${measureColumns
  .map((column) => `${column}=figure_change.${column}+excluded.${column}`)
  .join(", ")}`;

/**
 * Adds differences to the daily figures. Rows of one key must have been summed before. The change is kept with its
 * moment `at`, so that the figures of then can be told later; without one the figures are derived anew, and then what
 * was the past is derived anew as well.
 */
export async function addToRollups(tx: Tx, bookId: bigint, rows: readonly RollupRow[], at?: Millis): Promise<void> {
  if (at !== undefined)
    await insertMany(
      tx,
      "figure_change",
      changeColumns,
      rows.map((row) => [...rollupValues(bookId, row), BigInt(at)]),
      addToChange,
    );
  await insertMany(
    tx,
    "rollup",
    columns,
    rows.map((row) => rollupValues(bookId, row)),
    addTo,
  );
}

function rollupValues(bookId: bigint, r: RollupRow): unknown[] {
  const measures = measureNames.map((name) => r.measures[name]);
  return [bookId, r.dimension, r.day, r.source, r.member, r.currency, ...measures];
}

/** Empties the daily figures of a book, before they are derived anew. */
export async function clearRollups(tx: Tx, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("rollup").where("book_id", "=", bookId).execute();
}

/**
 * Figures of one dimension for days `from` to `to`, both included (`YYYY-MM-DD`), one row per day, source, member and
 * currency; those that came to nothing are left out. With `asOf`, as they were at that moment: every change that was
 * made to these days since is taken back, which costs as much as these days were changed.
 */
export async function readRollups(
  handle: Handle,
  bookId: bigint,
  dimension: RollupRow["dimension"],
  from: string,
  to: string,
  asOf?: Millis,
): Promise<readonly RollupRow[]> {
  const stored = await handle.q
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
  const rows = stored.map((row) => toRollup(dimension, row));
  const then =
    asOf === undefined ? rows : takenBack(rows, await changesSince(handle, bookId, dimension, from, to, asOf));
  return then.filter((row) => !isZero(row.measures));
}

type Stored = Omit<Selectable<Database["rollup"]>, "book_id" | "dimension">;

function toRollup(dimension: RollupRow["dimension"], row: Stored): RollupRow {
  const { day, source, member, currency, residue_nano, ...measures } = row;
  const { sales, refunds, gross, refunded, fees, taxes, chargebacks, adjustments, net } = measures;
  const amounts = { gross, refunded, fees, taxes, chargebacks, adjustments, net };
  return {
    dimension,
    day,
    source,
    member,
    currency,
    measures: { sales, refunds, ...amounts, residueNano: residue_nano },
  };
}

/** What was added to the figures of these days after a moment. */
async function changesSince(
  handle: Handle,
  bookId: bigint,
  dimension: RollupRow["dimension"],
  from: string,
  to: string,
  asOf: Millis,
): Promise<readonly RollupRow[]> {
  const sums = sql.raw(measureColumns.map((column) => `CAST(sum(${column}) AS bigint) AS ${column}`).join(","));
  const { rows } = await sql<Stored>`
    SELECT day,source,member,currency,${sums} FROM figure_change
    WHERE book_id=${bookId} AND dimension=${dimension} AND day>=${from} AND day<=${to} AND at>${BigInt(asOf)}
    GROUP BY day,source,member,currency`.execute(handle.q);
  return rows.map((row) => toRollup(dimension, row));
}

function takenBack(rows: readonly RollupRow[], changes: readonly RollupRow[]): readonly RollupRow[] {
  const keyOf = (row: RollupRow): string => `${row.day}\n${row.source}\n${row.member}\n${row.currency}`;
  const later = new Map(changes.map((change) => [keyOf(change), change.measures]));
  return rows.map((row) => {
    const change = later.get(keyOf(row));
    return change ? { ...row, measures: addMeasures(row.measures, change, -1n) } : row;
  });
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
