import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { AccountType, Floor } from "../domain/books/account.ts";
import type { Handle, Tx } from "./handle.ts";

/** An account with its four counters, minor units. */
export type BalanceRow = {
  readonly accountId: bigint;
  readonly path: string;
  readonly currency: string;
  readonly type: AccountType;
  readonly floor: Floor;
  readonly debitPosted: bigint;
  readonly creditPosted: bigint;
  readonly debitPending: bigint;
  readonly creditPending: bigint;
  /** The newest transfer that is part of it; 0 while there is none. */
  readonly newest: bigint;
};

const account = sql.raw(`a.id AS "accountId",a.path,a.currency,a.type,a.floor`);

function under(prefix: string): RawBuilder<boolean> {
  return prefix === "" ? sql<boolean>`1=1` : sql<boolean>`substr(a.path,1,${sql.lit(prefix.length)})=${prefix}`;
}

/** The balances as kept beside the accounts, by path and currency. */
export async function keptBalances(handle: Handle, bookId: bigint, prefix = ""): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    SELECT ${account},b.dr_posted AS "debitPosted",b.cr_posted AS "creditPosted",
      b.dr_pending AS "debitPending",b.cr_pending AS "creditPending",b.version AS newest
    FROM account a JOIN account_balance b ON b.account_id=a.id
    WHERE a.book_id=${bookId} AND ${under(prefix)} ORDER BY a.path,a.currency`.execute(handle.q);
  return rows;
}

/** Which txns count: those recorded, and those that occurred, up to and with a moment. */
export type Until = { readonly recordedUntil?: Millis | undefined; readonly occurredUntil?: Millis | undefined };

/** The balances as the transfers add up, of the txns up to a moment; accounts nothing touched are all zero. */
export async function summedBalances(
  handle: Handle,
  bookId: bigint,
  until: Until = {},
  prefix = "",
): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    WITH moves AS (
      SELECT t.id,t.debit_account AS d,t.credit_account AS c,
        CASE WHEN t.phase IN('post','settle') THEN t.amount ELSE 0 END AS posted,
        CASE t.phase WHEN 'pend' THEN t.amount WHEN 'void' THEN -t.amount WHEN 'settle' THEN -h.amount ELSE 0 END AS held
      FROM txn x JOIN transfer t ON t.txn_id=x.id LEFT JOIN transfer h ON h.id=t.pending_id
      WHERE x.book_id=${bookId} AND ${upTo("recorded_at", until.recordedUntil)} AND ${upTo("occurred_at", until.occurredUntil)}),
    sums AS (
      SELECT account,max(id) AS newest,sum(dp) AS dp,sum(cp) AS cp,sum(dh) AS dh,sum(ch) AS ch FROM (
        SELECT d AS account,id,posted AS dp,0 AS cp,held AS dh,0 AS ch FROM moves
        UNION ALL SELECT c,id,0,posted,0,held FROM moves) sides
      GROUP BY account)
    SELECT ${account},${whole("dp")} AS "debitPosted",${whole("cp")} AS "creditPosted",
      ${whole("dh")} AS "debitPending",${whole("ch")} AS "creditPending",
      ${whole("newest")} AS newest
    FROM account a LEFT JOIN sums s ON s.account=a.id
    WHERE a.book_id=${bookId} AND ${under(prefix)} ORDER BY a.path,a.currency`.execute(handle.q);
  return rows;
}

function upTo(column: string, until: Millis | undefined): RawBuilder<boolean> {
  return until === undefined ? sql<boolean>`1=1` : sql<boolean>`x.${sql.raw(column)}<=${BigInt(until)}`;
}

/** PostgreSQL sums 64-bit integers into another type; the counters are kept within 64 bits. */
function whole(column: string): RawBuilder<bigint> {
  return sql<bigint>`CAST(coalesce(s.${sql.raw(column)},0) AS bigint)`;
}

/** One leg on an account, seen from that account. */
export type HistoryRow = {
  readonly transferId: bigint;
  readonly txnId: string;
  readonly seq: bigint;
  readonly kind: string;
  readonly source: string;
  readonly objectKey: string;
  readonly occurredAt: bigint;
  readonly recordedAt: bigint;
  readonly code: bigint;
  readonly phase: string;
  /** The path of the account on the other side. */
  readonly counterpart: string;
  /** Minor units; positive where the account is debited. */
  readonly amount: bigint;
};

/** Up to `limit` legs of an account after the transfer `after`, in the order they were booked. */
export async function accountHistoryRows(
  handle: Handle,
  accountId: bigint,
  after: bigint,
  limit: number,
): Promise<readonly HistoryRow[]> {
  const side = (own: string, other: string, sign: string) => sql`
    SELECT t.id,t.txn_id,t.code,t.phase,${sql.raw(other)} AS counter,${sql.raw(sign)}t.amount AS amount FROM transfer t
    WHERE ${sql.raw(own)}=${accountId} AND t.id>${after} ORDER BY t.id LIMIT ${sql.lit(limit)}`;
  const { rows } = await sql<HistoryRow>`
    SELECT m.id AS "transferId",x.id AS "txnId",x.seq,x.kind,x.source,x.object_key AS "objectKey",x.occurred_at AS "occurredAt",
      x.recorded_at AS "recordedAt",m.code,m.phase,a.path AS counterpart,m.amount
    FROM (SELECT * FROM (${side("t.debit_account", "t.credit_account", "")}) d
      UNION ALL SELECT * FROM (${side("t.credit_account", "t.debit_account", "-")}) c) m
    JOIN txn x ON x.id=m.txn_id JOIN account a ON a.id=m.counter
    ORDER BY m.id LIMIT ${sql.lit(limit)}`.execute(handle.q);
  return rows;
}

/** Makes one kept balance what the transfers add up to, also where it is missing; the guard refuses any other value. */
export async function mendBalance(tx: Tx, summed: BalanceRow): Promise<void> {
  const { accountId, debitPosted, creditPosted, debitPending, creditPending, newest } = summed;
  if (tx.engine === "postgres") {
    await sql`SELECT mend_balance(${accountId},${debitPosted},${creditPosted},${debitPending},${creditPending},${newest})`.execute(
      tx.q,
    );
    return;
  }
  await sql`INSERT INTO account_balance(account_id,floor) SELECT id,floor FROM account a WHERE id=${accountId}
    AND NOT EXISTS(SELECT 1 FROM account_balance WHERE account_id=a.id)`.execute(tx.q);
  await sql`UPDATE account_balance SET dr_posted=${debitPosted},cr_posted=${creditPosted},dr_pending=${debitPending},
    cr_pending=${creditPending},version=${newest} WHERE account_id=${accountId}`.execute(tx.q);
}
