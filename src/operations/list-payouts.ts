import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import type { ArrivalMoney } from "./arrivals.ts";
import type { KnownPayout } from "./known-payouts.ts";
import { openProver, type ProofState } from "./prove-payout.ts";

/** A payout as a platform told of it. Amounts in minor units. */
export type PayoutLine = KnownPayout & {
  readonly status: string;
  readonly proof: ProofState;
  readonly arrival: ArrivalMoney | undefined;
};

/** The payouts of a book, newest first; those without a time last. */
export async function listPayouts(handle: Handle, book: Book): Promise<readonly PayoutLine[]> {
  const prover = await openProver(handle, book);
  const lines: PayoutLine[] = [];
  for (const one of prover.payouts) {
    const [proof, arrival] = [await prover.prove(one), await prover.arrival(one)];
    lines.push({ ...one, status: one.movement?.status ?? "incomplete", proof, arrival });
  }
  return lines.sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || (a.objectKey < b.objectKey ? -1 : 1));
}
