import { assert } from "../base/assert.ts";
import { accountHistoryRows, type HistoryRow } from "../store/balance.ts";
import type { Handle } from "../store/handle.ts";

/** Rows on one page at most. */
export const historyPageMax = 500;

export type AccountHistoryPage = {
  readonly rows: readonly HistoryRow[];
  /** Ask for the page after this one with it; undefined on the last page. */
  readonly next: bigint | undefined;
};

/** A page of an account's legs in the order they were booked, holds and their ends included. */
export async function accountHistory(
  handle: Handle,
  query: { readonly accountId: bigint; readonly after?: bigint; readonly limit?: number },
): Promise<AccountHistoryPage> {
  const limit = query.limit ?? 50;
  assert(Number.isInteger(limit) && limit >= 1 && limit <= historyPageMax, `a page has 1 to ${historyPageMax} rows`);
  const rows = await accountHistoryRows(handle, query.accountId, query.after ?? 0n, limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? page.at(-1)?.transferId : undefined };
}
