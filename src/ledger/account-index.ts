import { assert } from "../base/assert.ts";
import { err, ok, type Result } from "../base/result.ts";
import { accountNature, isAccountPath } from "../domain/books/account.ts";
import type { TxnDraft } from "../domain/books/txn.ts";
import { type Account, findAccounts, type NewAccount, openAccounts } from "../store/account.ts";
import type { Tx } from "../store/handle.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/** The accounts of one batch, found by currency and path. */
export class AccountIndex {
  readonly #byCurrency = new Map<string, Map<string, Account>>();
  /** Whether any of them may not be overdrawn; without one the order of legs does not matter. */
  anyFloor = false;
  /** Whether a person has frozen or closed any of them. */
  anyStopped = false;

  add(account: Account): void {
    const paths = this.#byCurrency.get(account.currency);
    if (paths) paths.set(account.path, account);
    else this.#byCurrency.set(account.currency, new Map([[account.path, account]]));
    if (account.floor !== "none") this.anyFloor = true;
    if (account.state !== "open") this.anyStopped = true;
  }

  /** An account that is known to be there. */
  must(path: string, currency: string): Account {
    const account = this.get(path, currency);
    assert(account !== undefined, "the accounts of a batch are opened before it is booked");
    return account;
  }

  get(path: string, currency: string): Account | undefined {
    return this.#byCurrency.get(currency)?.get(path);
  }
}

/**
 * Finds the accounts that the drafts name and opens those that are missing, with the type and floor their path says.
 * Read anew for each batch, inside its transaction: other processes open and freeze accounts too.
 */
export async function accountsOf(
  tx: Tx,
  bookId: bigint,
  drafts: readonly TxnDraft[],
): Promise<Result<AccountIndex, PostingRefusal>> {
  const paths = new Set<string>();
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      paths.add(leg.debit);
      paths.add(leg.credit);
    }
  }
  const all = [...paths];
  const index = await readIndex(tx, bookId, all);
  const missing = missingAccounts(index, drafts);
  if (!missing.ok) return missing;
  if (missing.value.length === 0) return ok(index);
  await openAccounts(tx, bookId, missing.value);
  return ok(await readIndex(tx, bookId, all));
}

async function readIndex(tx: Tx, bookId: bigint, paths: readonly string[]): Promise<AccountIndex> {
  const index = new AccountIndex();
  for (const account of await findAccounts(tx, bookId, paths)) index.add(account);
  return index;
}

function missingAccounts(
  index: AccountIndex,
  drafts: readonly TxnDraft[],
): Result<readonly NewAccount[], PostingRefusal> {
  const missing = new Map<string, NewAccount>();
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      for (const path of [leg.debit, leg.credit]) {
        if (index.get(path, leg.currency) !== undefined) continue;
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
