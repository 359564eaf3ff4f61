import { assert } from "../base/assert.ts";
import { err, ok, type Result } from "../base/result.ts";
import { accountNature, isAccountPath } from "../domain/books/account.ts";
import type { TxnDraft } from "../domain/books/txn.ts";
import { type Account, findAccounts, type NewAccount, openAccounts } from "../store/account.ts";
import type { Tx } from "../store/handle.ts";
import { knownAccounts } from "./known-accounts.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/** The accounts that a batch may book to, found by path and currency. */
export type AccountIndex = {
  get(path: string, currency: string): Account | undefined;
  /** An account that is known to be there. */
  must(path: string, currency: string): Account;
};

/** Finds the accounts that the drafts name and opens those that are missing, with the type and floor their path says. */
export async function accountsOf(
  tx: Tx,
  bookId: bigint,
  drafts: readonly TxnDraft[],
): Promise<Result<AccountIndex, PostingRefusal>> {
  const known = knownAccounts(tx, bookId);
  const get = (path: string, currency: string): Account | undefined => known.get(path, currency);
  const paths = missingPaths(drafts, get);
  if (paths.length > 0) {
    known.add(await findAccounts(tx, bookId, paths));
    const missing = missingAccounts(drafts, get);
    if (!missing.ok) return missing;
    if (missing.value.length > 0) {
      known.opening();
      await openAccounts(tx, bookId, missing.value);
      known.add(await findAccounts(tx, bookId, paths));
    }
  }
  return ok({ get, must: (path, currency) => must(get(path, currency)) });
}

function must(account: Account | undefined): Account {
  assert(account !== undefined, "the accounts of a batch are opened before it is booked");
  return account;
}

function missingPaths(drafts: readonly TxnDraft[], get: AccountIndex["get"]): readonly string[] {
  const paths = new Set<string>();
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      if (get(leg.debit, leg.currency) === undefined) paths.add(leg.debit);
      if (get(leg.credit, leg.currency) === undefined) paths.add(leg.credit);
    }
  }
  return [...paths];
}

function missingAccounts(
  drafts: readonly TxnDraft[],
  get: AccountIndex["get"],
): Result<readonly NewAccount[], PostingRefusal> {
  const missing = new Map<string, NewAccount>();
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      for (const path of [leg.debit, leg.credit]) {
        if (get(path, leg.currency) !== undefined) continue;
        if (!isAccountPath(path)) {
          return err(
            refusal("invalid-draft", `${JSON.stringify(path.slice(0, 80))} is not the path of an account.`, draft),
          );
        }
        missing.set(`${leg.currency} ${path}`, { path, currency: leg.currency, ...accountNature(path) });
      }
    }
  }
  return ok([...missing.values()]);
}
