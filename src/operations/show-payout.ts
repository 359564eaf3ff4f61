import type { Story, StoryTxn } from "../intake/story.ts";
import type { Book } from "../store/book.ts";
import { arrivalsOf } from "./arrivals.ts";
import { showObject } from "./show-object.ts";
import type { Workplace } from "./workplace.ts";

/** A payout's story, and what a person booked of its arrival at the bank: arrivals, and what undid them. */
export type PayoutStory = Story & { readonly arrivals: readonly StoryTxn[] };

/** One payout's whole story. Throws a `ProblemError`: `unknown-object`, `ambiguous-id`. */
export async function showPayout(workplace: Workplace, book: Book, key: string): Promise<PayoutStory> {
  const story = await showObject(workplace, book, key, false);
  const { txns } = await arrivalsOf(workplace.store, book, story.objectKey);
  return { ...story, arrivals: txns };
}
