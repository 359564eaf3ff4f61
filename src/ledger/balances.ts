import type { Millis } from "../base/clock.ts";
import type { CurrencyCode } from "../domain/money/currency.ts";
import { type BalanceRow, keptBalances, summedBalances } from "../store/balance.ts";
import type { Handle } from "../store/handle.ts";

/** An account's balance in minor units: debits less credits, so income and liabilities are negative. */
export type AccountBalance = BalanceRow & {
  /** What counts: posted and settled. */
  readonly posted: bigint;
  /** What is held and not yet ended; debits less credits. */
  readonly pending: bigint;
};

export type BalancesQuery = {
  /** Only accounts whose path begins so, e.g. "assets:". */
  readonly prefix?: string;
  /** As the books stood then: txns recorded up to and with this moment, whatever day they concern. */
  readonly knownAt?: Millis;
  /** As we know today of then: txns that occurred up to and with this moment, whenever they were recorded. */
  readonly occurredBy?: Millis;
};

/**
 * Posted and pending balance of each account of a book, by path and currency. Without a moment it reads the kept
 * balances; with one (or both) it adds up transfers, which takes time with the length of the book.
 */
export async function accountBalances(
  handle: Handle,
  bookId: bigint,
  query: BalancesQuery = {},
): Promise<readonly AccountBalance[]> {
  const { knownAt, occurredBy, prefix } = query;
  const rows =
    knownAt === undefined && occurredBy === undefined
      ? await keptBalances(handle, bookId, prefix)
      : await summedBalances(handle, bookId, { recordedUntil: knownAt, occurredUntil: occurredBy }, prefix);
  return rows.map((row) => ({
    ...row,
    posted: row.debitPosted - row.creditPosted,
    pending: row.debitPending - row.creditPending,
  }));
}

/** All accounts of one currency; the books are sound only while debits equal credits. */
export type TrialBalance = {
  readonly currency: CurrencyCode;
  /** Sum of the accounts with a debit balance, and of those with a credit balance (as a positive number). */
  readonly debits: bigint;
  readonly credits: bigint;
  /** Accounts whose posted balance is not zero. */
  readonly accounts: readonly AccountBalance[];
};

/** The trial balance of a book, one per currency that any account has. */
export async function trialBalance(
  handle: Handle,
  bookId: bigint,
  query: Omit<BalancesQuery, "prefix"> = {},
): Promise<readonly TrialBalance[]> {
  const byCurrency = Map.groupBy(await accountBalances(handle, bookId, query), (account) => account.currency);
  return [...byCurrency.keys()].sort().map((currency) => {
    const accounts = (byCurrency.get(currency) as readonly AccountBalance[]).filter((a) => a.posted !== 0n);
    const debits = accounts.reduce((sum, a) => (a.posted > 0n ? sum + a.posted : sum), 0n);
    return { currency, debits, credits: debits - accounts.reduce((sum, a) => sum + a.posted, 0n), accounts };
  });
}
