import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { HistoryRow } from "./balance.ts";
import type { Handle } from "./handle.ts";

/** Up to `limit` legs of an account, newest first: those before the transfer `before`, recorded by `knownAt`. */
export async function journalRows(
  handle: Handle,
  accountId: bigint,
  page: { readonly before?: bigint | undefined; readonly knownAt?: Millis | undefined; readonly limit: number },
): Promise<readonly HistoryRow[]> {
  const { before, knownAt, limit } = page;
  const below = before === undefined ? sql`1=1` : sql`t.id<${before}`;
  // Only the past is joined to its txns: now, the index alone gives the newest legs.
  const from = knownAt === undefined ? sql`transfer t` : sql`transfer t JOIN txn k ON k.id=t.txn_id`;
  const by = knownAt === undefined ? sql`1=1` : sql`k.recorded_at<=${BigInt(knownAt)}`;
  const side = (own: string, other: string, sign: string) => sql`
    SELECT t.id,t.txn_id,t.code,t.phase,${sql.raw(other)} AS counter,${sql.raw(sign)}t.amount AS amount FROM ${from}
    WHERE ${sql.raw(own)}=${accountId} AND ${below} AND ${by} ORDER BY t.id DESC LIMIT ${sql.lit(limit)}`;
  const { rows } = await sql<HistoryRow>`
    SELECT m.id AS "transferId",x.id AS "txnId",x.seq,x.kind,x.source,x.object_key AS "objectKey",x.occurred_at AS "occurredAt",
      x.recorded_at AS "recordedAt",m.code,m.phase,a.path AS counterpart,m.amount
    FROM (SELECT * FROM (${side("t.debit_account", "t.credit_account", "")}) d
      UNION ALL SELECT * FROM (${side("t.credit_account", "t.debit_account", "-")}) c) m
    JOIN txn x ON x.id=m.txn_id JOIN account a ON a.id=m.counter
    ORDER BY m.id DESC LIMIT ${sql.lit(limit)}`.execute(handle.q);
  return rows;
}
