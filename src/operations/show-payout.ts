import { ProblemError } from "../base/problem.ts";
import type { Story, StoryTxn } from "../intake/story.ts";
import type { Book } from "../store/book.ts";
import { type ArrivalMoney, arrivalsOf } from "./arrivals.ts";
import { findPayout } from "./find-payout.ts";
import type { KnownPayout } from "./known-payouts.ts";
import { openProver, type ProofState } from "./prove-payout.ts";
import { showObject } from "./show-object.ts";
import type { Workplace } from "./workplace.ts";

/** A payout's story, its proof, and what a person booked of its arrival at the bank: arrivals, and what undid them. */
export type PayoutStory = Story & {
  readonly payout: KnownPayout;
  readonly proof: ProofState;
  readonly arrival: ArrivalMoney | undefined;
  readonly arrivals: readonly StoryTxn[];
};

/**
 * One payout's whole story. `typed` is its key, the platform's id, or an end of the key that no other has. Throws a
 * `ProblemError`: `unknown-payout`, `ambiguous-payout`.
 */
export async function showPayout(workplace: Workplace, book: Book, typed: string): Promise<PayoutStory> {
  const { store } = workplace;
  const prover = await openProver(store, book);
  const found = findPayout(prover, typed);
  if (!found.ok) throw new ProblemError(found.error);
  const payout = found.value;
  const story = await showObject(workplace, book, payout.objectKey, false);
  const arrivals: StoryTxn[] = [];
  for (const key of [payout.objectKey, ...payout.alsoKnownAs])
    arrivals.push(...(await arrivalsOf(store, book, key)).txns);
  return {
    ...story,
    payout,
    proof: await prover.prove(payout),
    arrival: await prover.arrival(payout),
    arrivals: arrivals.sort((a, b) => a.seq - b.seq),
  };
}
