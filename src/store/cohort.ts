import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";

/** What the buyers who first bought in one month did in another. Minor units. */
export type CohortCell = {
  readonly first: string;
  readonly month: string;
  readonly buyers: number;
  readonly sales: number;
  readonly net: bigint;
};

const counts = "nature='sale' AND status IN('completed','partly-refunded','refunded','disputed','lost')";

/**
 * Buyers of a book by the month of their first sale, from `month` on, in one currency; of sales that were known at
 * `asOf`. Reads every sale that names a buyer once.
 */
export async function cohortCells(
  handle: Handle,
  bookId: bigint,
  currency: string,
  month: string,
  asOf: Millis,
): Promise<readonly CohortCell[]> {
  const { rows } = await sql<{ first: string; month: string; buyers: bigint; sales: bigint; net: bigint }>`
    WITH own AS (SELECT subject_id,substr(day,1,7) AS month,net,currency FROM sale
      WHERE book_id=${bookId} AND subject_id IS NOT NULL AND first_seen_at<=${BigInt(asOf)} AND ${sql.raw(counts)}),
    firsts AS (SELECT subject_id,min(month) AS first FROM own GROUP BY subject_id)
    SELECT f.first,o.month,count(DISTINCT o.subject_id) AS buyers,count(*) AS sales,
      CAST(sum(CASE WHEN o.currency=${currency} THEN o.net ELSE 0 END) AS bigint) AS net
    FROM own o JOIN firsts f ON f.subject_id=o.subject_id WHERE f.first>=${month}
    GROUP BY f.first,o.month ORDER BY f.first,o.month`.execute(handle.q);
  return rows.map((row) => ({ ...row, buyers: Number(row.buyers), sales: Number(row.sales) }));
}

/** Sales from a month on that name no buyer. */
export async function unnamedSales(handle: Handle, bookId: bigint, month: string, asOf: Millis): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM sale
    WHERE book_id=${bookId} AND subject_id IS NULL AND day>=${`${month}-01`} AND first_seen_at<=${BigInt(asOf)}
      AND ${sql.raw(counts)}`.execute(handle.q);
  return Number(rows[0]?.n ?? 0n);
}
