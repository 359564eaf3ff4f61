import { sha256 } from "../../base/hash.ts";
import { CanonicalBytes } from "./canonical-bytes.ts";

/** The four counters of one account. */
export type AccountTotals = {
  readonly bookId: bigint;
  readonly path: string;
  readonly currency: string;
  readonly drPosted: bigint;
  readonly crPosted: bigint;
  readonly drPending: bigint;
  readonly crPending: bigint;
};

/**
 * Per currency, SHA-256 over the counters of all its accounts that are not all zero, sorted by book and path. Accounts go in
 * by path, never by row number, so that both engines and a restored copy give the same hash.
 */
export function trialBalanceHashes(accounts: readonly AccountTotals[]): Map<string, Uint8Array> {
  const byCurrency = new Map<string, AccountTotals[]>();
  for (const account of accounts) {
    if (account.drPosted + account.crPosted + account.drPending + account.crPending === 0n) continue;
    const list = byCurrency.get(account.currency);
    if (list) list.push(account);
    else byCurrency.set(account.currency, [account]);
  }
  const currencies = [...byCurrency].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(currencies.map(([currency, list]) => [currency, hashOf(currency, list)]));
}

const writer = new CanonicalBytes();

function hashOf(currency: string, accounts: AccountTotals[]): Uint8Array {
  accounts.sort((a, b) => (a.bookId !== b.bookId ? (a.bookId < b.bookId ? -1 : 1) : a.path < b.path ? -1 : 1));
  writer.start("millrace/trial-balance/v1").text(currency);
  for (const account of accounts) {
    writer
      .number(account.bookId)
      .text(account.path)
      .number(account.drPosted)
      .number(account.crPosted)
      .number(account.drPending)
      .number(account.crPending);
  }
  return sha256(writer.view());
}
