import { sql } from "kysely";
import type { Handle } from "./handle.ts";

/** One transfer of an object with its txn's header. Amount in minor units. */
export type ObjectTransfer = {
  readonly txnId: string;
  readonly seq: bigint;
  readonly kind: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly logSeq: bigint;
  readonly reverses: string | null;
  readonly code: number;
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly phase: string;
};

/**
 * All transfers of an object in the order they were booked. The plus keeps the embedded engine from walking the whole
 * book in that order instead of finding the object.
 */
export async function transfersOf(
  handle: Handle,
  bookId: bigint,
  objectKey: string,
): Promise<readonly ObjectTransfer[]> {
  const { rows } = await sql<{
    txn_id: string;
    seq: bigint;
    kind: string;
    occurred_at: bigint;
    recorded_at: bigint;
    log_seq: bigint;
    reverses: string | null;
    code: bigint;
    debit: string;
    credit: string;
    amount: bigint;
    currency: string;
    phase: string;
  }>`
    SELECT x.id AS txn_id, x.seq, x.kind, x.occurred_at, x.recorded_at, x.log_seq, x.reverses,
           t.code, d.path AS debit, c.path AS credit, t.amount, t.currency, t.phase
    FROM txn x JOIN transfer t ON t.txn_id = x.id JOIN account d ON d.id = t.debit_account JOIN account c ON c.id = t.credit_account
    WHERE x.book_id = ${bookId} AND x.object_key = ${objectKey} ORDER BY +x.seq, t.leg`.execute(handle.q);
  return rows.map((row) => ({
    txnId: row.txn_id,
    seq: row.seq,
    kind: row.kind,
    occurredAt: Number(row.occurred_at),
    recordedAt: Number(row.recorded_at),
    logSeq: row.log_seq,
    reverses: row.reverses,
    code: Number(row.code),
    debit: row.debit,
    credit: row.credit,
    amount: row.amount,
    currency: row.currency,
    phase: row.phase,
  }));
}
