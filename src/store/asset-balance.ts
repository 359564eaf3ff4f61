import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";

/** What stands on one asset account, minor units, holds left out. */
export type AssetBalance = { readonly path: string; readonly currency: string; readonly amount: bigint };

/** What stood on the asset accounts of a book, now or at a moment: then the newer or the older half of the books is added up. */
export async function assetBalances(handle: Handle, bookId: bigint, at?: Millis): Promise<readonly AssetBalance[]> {
  return (await balancesWithin(handle, bookId, at, undefined)) ?? [];
}

/** The same, or undefined where more than `txnsMax` txns would have to be added up. */
export async function balancesWithin(
  handle: Handle,
  bookId: bigint,
  at: Millis | undefined,
  txnsMax: bigint | undefined,
): Promise<readonly AssetBalance[] | undefined> {
  const kept = await sql<AssetBalance>`
    SELECT a.path,a.currency,b.dr_posted-b.cr_posted AS amount FROM account a JOIN account_balance b ON b.account_id=a.id
    WHERE a.book_id=${bookId} AND a.type='asset' ORDER BY a.path,a.currency`.execute(handle.q);
  if (at === undefined) return kept.rows;
  const newest = await lastSeq(handle, bookId);
  const then = await seqAt(handle, bookId, newest, at);
  if (then === newest) return kept.rows;
  const isRecent = newest - then <= then;
  if (txnsMax !== undefined && (isRecent ? newest - then : then) > txnsMax) return undefined;
  const moved = await movedBy(handle, bookId, isRecent ? sql`x.seq>${then}` : sql`x.seq<=${then}`);
  return kept.rows.map((row) => {
    const change = moved.get(`${row.path} ${row.currency}`) ?? 0n;
    return { ...row, amount: isRecent ? row.amount - change : change };
  });
}

async function lastSeq(handle: Handle, bookId: bigint): Promise<bigint> {
  const { rows } = await sql<{ seq: bigint }>`
    SELECT seq FROM txn WHERE book_id=${bookId} ORDER BY seq DESC LIMIT 1`.execute(handle.q);
  return rows[0]?.seq ?? 0n;
}

/** Txns are numbered as they are recorded, so the last one by a moment is found by halving. */
async function seqAt(handle: Handle, bookId: bigint, newest: bigint, at: Millis): Promise<bigint> {
  let [low, high] = [0n, newest];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    const { rows } = await sql<{ recorded_at: bigint }>`
      SELECT recorded_at FROM txn WHERE book_id=${bookId} AND seq=${middle}`.execute(handle.q);
    if (rows[0] !== undefined && rows[0].recorded_at <= BigInt(at)) low = middle;
    else high = middle - 1n;
  }
  return low;
}

async function movedBy(
  handle: Handle,
  bookId: bigint,
  which: RawBuilder<unknown>,
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<AssetBalance>`
    SELECT a.path,a.currency,CAST(sum(m.amount) AS bigint) AS amount FROM (
      SELECT t.debit_account AS account,t.amount FROM txn x JOIN transfer t ON t.txn_id=x.id
        WHERE x.book_id=${bookId} AND ${which} AND t.phase IN('post','settle')
      UNION ALL SELECT t.credit_account,-t.amount FROM txn x JOIN transfer t ON t.txn_id=x.id
        WHERE x.book_id=${bookId} AND ${which} AND t.phase IN('post','settle')) m
    JOIN account a ON a.id=m.account WHERE a.type='asset' GROUP BY a.path,a.currency`.execute(handle.q);
  return new Map(rows.map((row) => [`${row.path} ${row.currency}`, row.amount]));
}
