import type { Millis } from "../../base/clock.ts";

/** What can be between a payout's statement and the books (reference §1.5). */
export type BreakKind =
  /** The statement has it, the books do not. */
  | "missing_here"
  /** The books have it, no statement does. */
  | "missing_there"
  | "amount_differs"
  /** Price and refund agree, the fee does not. */
  | "fee_model_differs"
  | "currency_differs"
  /** Listed twice. */
  | "duplicate_there"
  /** Listed and booked, but nobody knows what for. */
  | "unexplained_adjustment"
  /** The payout is not what its own lines add up to. */
  | "sum_differs"
  /** So near to the payout's end that the next one may list it: closes by itself. */
  | "timing";

/** One difference. Amounts in minor units: positive when the platform paid more than the books have. */
export type Break = {
  readonly kind: BreakKind;
  /** The payout in whose proof it shows. */
  readonly payoutKey: string;
  /** The object it is about, or "" when it is about the payout as a whole. */
  readonly objectKey: string;
  /** When the line or the booked event is from; a break is as old as that. */
  readonly at: Millis;
  readonly currency: string;
  readonly amount: bigint;
  /** What is the matter, for people. */
  readonly sentence: string;
};

/** What is not explained, per currency: the sizes of all breaks but those that close by themselves. */
export function unexplained(breaks: readonly Break[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { kind, currency, amount } of breaks) {
    if (kind === "timing") continue;
    sums.set(currency, (sums.get(currency) ?? 0n) + (amount < 0n ? -amount : amount));
  }
  return sums;
}
