import { sql } from "kysely";
import type { Handle } from "./handle.ts";

/** A text for each statement of a book that is another one when lines came, went, or have other amounts or days. */
export async function statementMarks(handle: Handle, bookId: bigint): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{
    payout_key: string;
    n: bigint | string;
    net: bigint | string;
    parts: bigint | string;
    days: bigint | string;
  }>`
    SELECT payout_key, count(*) AS n, sum(net * (line + 1)) AS net, sum(coalesce(gross, 0) * 31 + coalesce(fees, 0)) AS parts,
      sum(on_day / 1000) AS days
    FROM statement_line WHERE book_id=${bookId} GROUP BY payout_key`.execute(handle.q);
  return new Map(rows.map((row) => [row.payout_key, [row.n, row.net, row.parts, row.days].join(" ")]));
}
