import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { AccountType, Floor } from "../domain/books/account.ts";
import type { Handle } from "./handle.ts";

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
};

const account = sql.raw(`a.id AS "accountId",a.path,a.currency,a.type,a.floor`);

function under(prefix: string): RawBuilder<boolean> {
  return prefix === "" ? sql<boolean>`1=1` : sql<boolean>`substr(a.path,1,${sql.lit(prefix.length)})=${prefix}`;
}

/** The balances as kept beside the accounts, by path and currency. */
export async function keptBalances(handle: Handle, bookId: bigint, prefix = ""): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    SELECT ${account},b.dr_posted AS "debitPosted",b.cr_posted AS "creditPosted",
      b.dr_pending AS "debitPending",b.cr_pending AS "creditPending"
    FROM account a JOIN account_balance b ON b.account_id=a.id
    WHERE a.book_id=${bookId} AND ${under(prefix)} ORDER BY a.path,a.currency`.execute(handle.q);
  return rows;
}

/** Which txns count: those recorded, and those that occurred, up to and with a moment. */
export type Until = { readonly recordedUntil?: Millis | undefined; readonly occurredUntil?: Millis | undefined };

/** The balances as the transfers add up, of the txns up to a moment; accounts nothing touched are all zero. */
export async function summedBalances(handle: Handle, bookId: bigint, until: Until = {}, prefix = ""): Promise<readonly BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    WITH moves AS (
      SELECT t.debit_account AS d,t.credit_account AS c,
        CASE WHEN t.phase IN('post','settle') THEN t.amount ELSE 0 END AS posted,
        CASE t.phase WHEN 'pend' THEN t.amount WHEN 'void' THEN -t.amount WHEN 'settle' THEN -h.amount ELSE 0 END AS held
      FROM txn x JOIN transfer t ON t.txn_id=x.id LEFT JOIN transfer h ON h.id=t.pending_id
      WHERE x.book_id=${bookId} AND ${upTo("recorded_at", until.recordedUntil)} AND ${upTo("occurred_at", until.occurredUntil)}),
    sums AS (
      SELECT id,sum(dp) AS dp,sum(cp) AS cp,sum(dh) AS dh,sum(ch) AS ch FROM (
        SELECT d AS id,posted AS dp,0 AS cp,held AS dh,0 AS ch FROM moves
        UNION ALL SELECT c,0,posted,0,held FROM moves) sides
      GROUP BY id)
    SELECT ${account},${whole("dp")} AS "debitPosted",${whole("cp")} AS "creditPosted",
      ${whole("dh")} AS "debitPending",${whole("ch")} AS "creditPending"
    FROM account a LEFT JOIN sums s ON s.id=a.id
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
