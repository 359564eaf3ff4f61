import type { Account } from "../store/account.ts";
import type { Tx } from "../store/handle.ts";

/** Accounts by currency, then path: both texts are hashed once and no key has to be put together. */
class Accounts {
  readonly #byCurrency = new Map<string, Map<string, Account>>();
  size = 0;

  get(path: string, currency: string): Account | undefined {
    return this.#byCurrency.get(currency)?.get(path);
  }

  add(account: Account): void {
    const paths = this.#byCurrency.get(account.currency) ?? new Map<string, Account>();
    this.#byCurrency.set(account.currency, paths.set(account.path, account));
    this.size += 1;
  }
}

/** What one transaction has seen of the accounts of one book. */
export type KnownAccounts = {
  get(path: string, currency: string): Account | undefined;
  /** Takes accounts that were read from the database just now. */
  add(accounts: readonly Account[]): void;
  /** Says that this transaction opens accounts: what it reads from now on may still be taken back. */
  opening(): void;
  /** Forgets what may have been taken back with a refused batch. */
  undone(): void;
};

/** Accounts kept per book; beyond it what is known of the database is dropped and gathered anew. */
const keptAccountsMax = 100_000;

/**
 * Accounts that were seen committed, by open database and book. A committed account never changes and never goes away
 * (the database refuses both), so it needs no second look, whoever else writes. What is frozen or closed is not kept.
 */
const committed = new WeakMap<object, Map<bigint, Accounts>>();
/** Accounts of transactions that opened some, by transaction and book. They die with it. */
const uncommitted = new WeakMap<object, Map<bigint, Accounts>>();

/** The accounts of a book as far as they are known inside this transaction. */
export function knownAccounts(tx: Tx, bookId: bigint, keptMax = keptAccountsMax): KnownAccounts {
  // The dialect's adapter is the one thing that all transactions of an open database share.
  const shared = within(committed, tx.q.getExecutor().adapter, bookId);
  return {
    get: (path, currency) => shared.get(path, currency) ?? uncommitted.get(tx.q)?.get(bookId)?.get(path, currency),
    add: (accounts) => {
      const into = uncommitted.has(tx.q) ? within(uncommitted, tx.q, bookId) : shared;
      for (const account of accounts) into.add(account);
      if (shared.size > keptMax) committed.delete(tx.q.getExecutor().adapter);
    },
    opening: () => void within(uncommitted, tx.q, bookId),
    undone: () => uncommitted.get(tx.q)?.clear(),
  };
}

function within(all: WeakMap<object, Map<bigint, Accounts>>, key: object, bookId: bigint): Accounts {
  const books = all.get(key) ?? new Map<bigint, Accounts>();
  all.set(key, books);
  const accounts = books.get(bookId) ?? new Accounts();
  books.set(bookId, accounts);
  return accounts;
}
