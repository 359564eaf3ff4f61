import { ownSource } from "../domain/books/txn.ts";
import { bookedFor, type StoryTxn } from "../intake/story.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";

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
