import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { type AccountHistoryPage, accountHistory } from "../ledger/account-history.ts";
import type { Account } from "../store/account.ts";
import { accountEvents, type StoredAccountEvent } from "../store/account-event.ts";
import type { Book } from "../store/book.ts";
import { findBookAccount } from "./find-account.ts";
import type { Workplace } from "./workplace.ts";

/** An account, what was decided about it, and a page of what was booked on it. */
export type AccountStory = {
  readonly account: Account;
  /** Oldest first; the last one is the account's state. */
  readonly events: readonly StoredAccountEvent[];
  readonly page: AccountHistoryPage;
};

/** A page of an account's legs in the order they were booked. Problems: those of `findBookAccount`. */
export async function showAccount(
  { store }: Workplace,
  book: Book,
  wanted: {
    readonly path: string;
    readonly currency?: string | undefined;
    readonly after?: bigint | undefined;
    readonly limit: number;
  },
): Promise<Result<AccountStory, Problem>> {
  const found = await findBookAccount(store, book, wanted.path, wanted.currency);
  if (!found.ok) return found;
  const { id: accountId } = found.value;
  const { limit, after = 0n } = wanted;
  const page = await accountHistory(store, { accountId, limit, after });
  return ok({ account: found.value, events: await accountEvents(store, accountId), page });
}
