import { accountNature } from "../domain/books/account.ts";
import { orderLegs } from "../domain/books/leg-order.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { BalanceRow } from "../store/balance.ts";

/** The first leg that takes more than there is. */
export type Overdraft = {
  readonly draft: TxnDraft;
  readonly path: string;
  readonly currency: string;
  /** What could be taken before this leg: posted less what is held. */
  readonly available: bigint;
  readonly wanted: bigint;
};

/**
 * Goes through the drafts as the database did and finds the leg it stumbled over, so that the refusal can name account
 * and amounts. `heldAmount` tells the size of a hold by its transfer's id.
 */
export function findOverdraft(
  drafts: readonly TxnDraft[],
  balances: readonly BalanceRow[],
  heldAmount: (transferId: bigint) => bigint,
): Overdraft | undefined {
  const available = new Map(
    balances.map((b) => [`${b.currency} ${b.path}`, b.debitPosted - b.creditPosted - b.creditPending]),
  );
  for (const draft of drafts) {
    for (const leg of orderLegs(draft.legs, (path) => accountNature(path).floor)) {
      const credit = `${leg.currency} ${leg.credit}`;
      const before = available.get(credit) ?? 0n;
      const after = before + creditChange(leg, heldAmount);
      if (after < 0n && accountNature(leg.credit).floor === "debit_nonneg") {
        return { draft, path: leg.credit, currency: leg.currency, available: before, wanted: leg.amount };
      }
      available.set(credit, after);
      if (leg.phase === "pend" || leg.phase === "void") continue;
      const debit = `${leg.currency} ${leg.debit}`;
      available.set(debit, (available.get(debit) ?? 0n) + leg.amount);
    }
  }
  return undefined;
}

/** What a leg changes in the money available on its credit side. A hold was taken off when it was placed. */
function creditChange(leg: Leg, heldAmount: (transferId: bigint) => bigint): bigint {
  const held = leg.pendingId === undefined ? 0n : heldAmount(leg.pendingId);
  return leg.phase === "void" ? held : held - leg.amount;
}
