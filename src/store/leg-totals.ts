import { sql } from "kysely";
import type { Code } from "../domain/books/codes.ts";
import type { Handle } from "./handle.ts";

/** Posted amounts of a book added up by meaning, pair of accounts and currency. */
export type LegTotal = {
  readonly code: Code;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly amount: bigint;
};

/** Whether anything is known of the object of the txn `x`. */
const observed = sql.raw(
  "EXISTS(SELECT 1 FROM object_facts f WHERE f.book_id=x.book_id AND f.object_key=x.object_key)",
);

/**
 * The transfers of a book that count and belong to objects that were observed, in as many rows as there are kinds of
 * flow. What a person booked by hand, or loaded from an export, has no facts and is not among them.
 */
export async function observedLegTotals(handle: Handle, bookId: bigint): Promise<readonly LegTotal[]> {
  const { rows } = await sql<{
    code: bigint;
    debit: string;
    credit: string;
    currency: string;
    amount: bigint | string;
  }>`
    SELECT t.code, d.path AS debit, c.path AS credit, t.currency, sum(t.amount) AS amount
    FROM txn x JOIN transfer t ON t.txn_id=x.id JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
    WHERE x.book_id=${bookId} AND t.phase IN('post','settle') AND ${observed} GROUP BY t.code, d.path, c.path, t.currency`.execute(
    handle.q,
  );
  return rows.map((row) => ({ ...row, code: Number(row.code) as Code, amount: BigInt(row.amount) }));
}

/** How many txns of a book speak of objects that nothing is known of, other than those of `exceptSource`. */
export async function unobservedTxns(handle: Handle, bookId: bigint, exceptSource: string): Promise<bigint> {
  const { rows } = await sql<{ n: bigint | string }>`
    SELECT count(*) AS n FROM txn x WHERE x.book_id=${bookId} AND x.source<>${exceptSource} AND NOT ${observed}`.execute(
    handle.q,
  );
  return BigInt(rows[0]?.n ?? 0);
}
