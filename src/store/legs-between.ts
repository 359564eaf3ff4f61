import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Code } from "../domain/books/codes.ts";
import type { Handle } from "./handle.ts";
import type { LegTotal } from "./leg-totals.ts";

/**
 * What was posted about observed objects for events from `from` on and before `to`, in one currency, recorded by
 * `asOf` where it is given. For spans of a day or less: each txn of the span is read.
 */
export async function legsBetween(
  handle: Handle,
  bookId: bigint,
  currency: string,
  span: { readonly from: Millis; readonly to: Millis; readonly asOf?: Millis | undefined },
): Promise<readonly LegTotal[]> {
  const recorded = span.asOf === undefined ? sql`1=1` : sql`x.recorded_at<=${BigInt(span.asOf)}`;
  const { rows } = await sql<{ code: bigint; debit: string; credit: string; amount: bigint }>`
    SELECT t.code,d.path AS debit,c.path AS credit,CAST(sum(t.amount) AS bigint) AS amount
    FROM txn x JOIN transfer t ON t.txn_id=x.id JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
    WHERE x.book_id=${bookId} AND x.occurred_at>=${BigInt(span.from)} AND x.occurred_at<${BigInt(span.to)} AND ${recorded}
      AND t.currency=${currency} AND t.phase IN('post','settle')
      AND EXISTS(SELECT 1 FROM object_facts f WHERE f.book_id=x.book_id AND f.object_key=x.object_key)
    GROUP BY t.code,d.path,c.path`.execute(handle.q);
  return rows.map((row) => ({ ...row, currency, code: Number(row.code) as Code }));
}
