import { type Break, unexplained } from "../domain/payout/break.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { openResults } from "./kept-proofs.ts";

/** All that is not explained in the payouts of a book. */
export type PayoutGaps = {
  /** The oldest first. */
  readonly breaks: readonly Break[];
  /** Per currency; one that payouts are in and nothing is open in is there with zero. Minor units. */
  readonly unexplained: ReadonlyMap<string, bigint>;
  /** Payouts that were proven, those with breaks, and those of which nobody told what they are made of. */
  readonly proven: number;
  readonly withBreaks: number;
  readonly withoutStatement: number;
};

/** Proves every payout of a book. */
export async function payoutGaps(handle: Handle, book: Book): Promise<PayoutGaps> {
  const results = await openResults(handle, book);
  const breaks: Break[] = [];
  const sums = new Map<string, bigint>();
  const count = { proven: 0, breaks: 0, "no-statement": 0, within: 0, "not-sent": 0 };
  for (const payout of results.payouts) {
    const found = await results.prove(payout);
    count[found.state] += 1;
    if (payout.currency !== undefined && payout.movement) sums.set(payout.currency, 0n);
    breaks.push(...found.breaks);
  }
  for (const [currency, amount] of unexplained(breaks)) sums.set(currency, amount);
  return {
    breaks: breaks.sort((a, b) => a.at - b.at || (a.objectKey < b.objectKey ? -1 : 1)),
    unexplained: new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1))),
    proven: count.proven,
    withBreaks: count.breaks,
    withoutStatement: count["no-statement"],
  };
}
