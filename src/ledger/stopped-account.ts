import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import { stoppedAccounts } from "../store/account.ts";
import type { Tx } from "../store/handle.ts";
import type { AccountIndex } from "./account-index.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/**
 * The first leg on an account that takes no more: a closed one takes nothing, a frozen one only the end of holds that
 * were placed before, because those tell what has already happened outside.
 */
export async function stoppedAccount(
  tx: Tx,
  bookId: bigint,
  accounts: AccountIndex,
  drafts: readonly TxnDraft[],
): Promise<PostingRefusal | undefined> {
  const stopped = await stoppedAccounts(tx, bookId);
  if (stopped.size === 0) return undefined;
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      for (const path of [leg.debit, leg.credit]) {
        const state = stopped.get(accounts.must(path, leg.currency).id);
        if (state === undefined || (state === "frozen" && endsHold(leg))) continue;
        const fix = "Open the account again, or book to another one.";
        return refusal(`account-${state}`, `The account ${path} (${leg.currency}) is ${state}.`, { ...draft, fix });
      }
    }
  }
  return undefined;
}

function endsHold(leg: Leg): boolean {
  return leg.phase === "settle" || leg.phase === "void";
}
