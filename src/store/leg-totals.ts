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

/** All transfers of a book that count, in as many rows as there are kinds of flow. */
export async function legTotals(handle: Handle, bookId: bigint): Promise<readonly LegTotal[]> {
  const { rows } = await sql<{
    code: bigint;
    debit: string;
    credit: string;
    currency: string;
    amount: bigint | string;
  }>`
    SELECT t.code, d.path AS debit, c.path AS credit, t.currency, sum(t.amount) AS amount
    FROM transfer t JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account
    WHERE d.book_id=${bookId} AND t.phase IN('post','settle') GROUP BY t.code, d.path, c.path, t.currency`.execute(
    handle.q,
  );
  return rows.map((row) => ({ ...row, code: Number(row.code) as Code, amount: BigInt(row.amount) }));
}
