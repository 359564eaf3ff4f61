import { chart } from "../domain/books/account.ts";
import { ownSource } from "../domain/books/txn.ts";
import { bookedFor, type StoryTxn } from "../intake/story.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { type ObjectTransfer, transfersOf } from "../store/object-transfers.ts";

/** The object under which the arrival of a payout is booked. */
export function arrivalKey(payoutKey: string): string {
  return `${ownSource}/arrival/${payoutKey}`;
}

/** What a person booked about the arrival of a payout, in the order of booking: arrivals, and what undid them. */
export type Arrivals = {
  readonly txns: readonly StoryTxn[];
  /** The one that was not undone. */
  readonly standing: StoryTxn | undefined;
};

/** Reads the arrivals of one payout. */
export async function arrivalsOf(handle: Handle, book: Book, payoutKey: string): Promise<Arrivals> {
  const txns = await bookedFor(handle, book.id, arrivalKey(payoutKey));
  const undone = new Set(txns.map((txn) => txn.reverses));
  return { txns, standing: txns.find((txn) => txn.reverses === undefined && !undone.has(txn.id)) };
}

/** What is booked as arrived and not undone. */
export type ArrivalMoney = {
  /** When it arrived. */
  readonly at: number;
  /** The bank's account in the books. */
  readonly bank: string;
  /** What it took out of transit, in minor units of the payout's currency. */
  readonly amount: bigint;
};

/**
 * The arrival of a payout, under whichever of its keys it was recorded; undefined while it is on its way. As it stood at
 * `asOf` where that is given.
 */
export async function arrivalMoney(
  handle: Handle,
  book: Book,
  payout: { readonly source: string; readonly currency: string | undefined },
  keys: readonly string[],
  asOf = Number.POSITIVE_INFINITY,
): Promise<ArrivalMoney | undefined> {
  const transit = chart.transit(payout.source);
  for (const key of keys) {
    const booked = await transfersOf(handle, book.id, arrivalKey(key));
    const standing = notUndone(booked.filter(({ recordedAt }) => recordedAt <= asOf));
    const out = standing.filter((one) => one.credit === transit && one.currency === payout.currency);
    const [first] = out;
    const bank = standing.find((one) => one.debit.startsWith("assets:bank:"))?.debit;
    if (first && bank !== undefined)
      return { at: first.occurredAt, bank, amount: out.reduce((sum, one) => sum + one.amount, 0n) };
  }
  return undefined;
}

function notUndone(transfers: readonly ObjectTransfer[]): readonly ObjectTransfer[] {
  const undone = new Set(transfers.map((one) => one.reverses));
  return transfers.filter((one) => one.reverses === null && !undone.has(one.txnId));
}
