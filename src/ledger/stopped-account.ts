import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { AccountIndex } from "./account-index.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/**
 * The first leg on an account that takes no more: a closed one takes nothing, a frozen one only the end of holds that
 * were placed before, because those tell what has already happened outside.
 */
export function stoppedAccount(accounts: AccountIndex, drafts: readonly TxnDraft[]): PostingRefusal | undefined {
  for (const draft of drafts) {
    for (const leg of draft.legs) {
      const wrong = stoppedSide(accounts, draft, leg, leg.debit) ?? stoppedSide(accounts, draft, leg, leg.credit);
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

function stoppedSide(accounts: AccountIndex, draft: TxnDraft, leg: Leg, path: string): PostingRefusal | undefined {
  const state = accounts.must(path, leg.currency).state;
  const fix = "Open the account again, or book to another one.";
  if (state === "closed")
    return refusal("account-closed", `The account ${path} (${leg.currency}) is closed.`, { ...draft, fix });
  if (state !== "frozen" || leg.phase === "settle" || leg.phase === "void") return undefined;
  return refusal("account-frozen", `The account ${path} (${leg.currency}) is frozen.`, { ...draft, fix });
}
