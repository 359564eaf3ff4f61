import { sql } from "kysely";
import type { Handle } from "./handle.ts";

/** One statement as a whole: how many lines it has, and the days of its first and last one (UTC milliseconds). */
export type StatementHead = {
  readonly payoutKey: string;
  readonly lines: number;
  readonly from: number;
  readonly to: number;
};

/** All statements of a book, one row for each. */
export async function statementHeads(handle: Handle, bookId: bigint): Promise<readonly StatementHead[]> {
  const { rows } = await sql<{ payout_key: string; n: bigint; first: bigint; last: bigint }>`
    SELECT payout_key, count(*) AS n, min(on_day) AS first, max(on_day) AS last FROM statement_line
    WHERE book_id=${bookId} GROUP BY payout_key ORDER BY payout_key`.execute(handle.q);
  return rows.map((row) => ({
    payoutKey: row.payout_key,
    lines: Number(row.n),
    from: Number(row.first),
    to: Number(row.last),
  }));
}

/** The objects that lines of this sort name: for sorts of which there are few. */
export async function objectsOfSort(handle: Handle, bookId: bigint, sort: string): Promise<ReadonlySet<string>> {
  const rows = await handle.q
    .selectFrom("statement_line")
    .select("object_key")
    .distinct()
    .where("book_id", "=", bookId)
    .where("sort", "=", sort)
    .execute();
  return new Set(rows.map((row) => row.object_key));
}

/** The keys of a source's sales from `from` on and before `to`. */
export async function salesBetween(
  handle: Handle,
  bookId: bigint,
  source: string,
  from: number,
  to: number,
): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("sale")
    .select("object_key")
    .where("book_id", "=", bookId)
    .where("source", "=", source)
    .where("occurred_at", ">=", BigInt(from))
    .where("occurred_at", "<", BigInt(to))
    .execute();
  return rows.map((row) => row.object_key);
}

/** When an object was moved by something else than a sale or a payout. */
export type OtherMovement = { readonly objectKey: string; readonly source: string; readonly at: number };

/** All refunds, disputes, fees and adjustments booked from `from` on: few beside the sales. */
export async function otherMovements(handle: Handle, bookId: bigint, from: number): Promise<readonly OtherMovement[]> {
  const { rows } = await sql<{ object_key: string; source: string; occurred_at: bigint }>`
    SELECT DISTINCT object_key, source, occurred_at FROM txn
    WHERE book_id=${bookId} AND occurred_at>=${BigInt(from)} AND kind NOT IN ('sale','payout')`.execute(handle.q);
  return rows.map((row) => ({ objectKey: row.object_key, source: row.source, at: Number(row.occurred_at) }));
}
