import type { Millis } from "../../base/clock.ts";
import type { FactRefund, Facts } from "./facts.ts";
import { refundsThatCount } from "./refunds-that-count.ts";

/** One refund with the moment it counts from. */
export type DatedRefund = {
  readonly at: Millis;
  readonly amount: bigint;
  readonly tax: bigint;
  readonly feeReturned: bigint;
  /** What came back of a partner's part. */
  readonly partners: bigint;
  /** Whether that is told by itself, as the platform does where only "the rest" is known, and not as part of the refund. */
  readonly partnersApart: boolean;
};

/** The same before it is known what "the rest" of a partner's part was. */
export type ToldRefund = Omit<DatedRefund, "partners" | "partnersApart"> & Pick<FactRefund, "partners">;

/**
 * The refunds of a sale in time order. Itemised refunds count as they are; where a running total shows more than
 * their sum, each further step of it is a refund of its own, dated when the total was first known to have reached it
 * (a later, smaller total is stale and only proves that the smaller one was reached by then).
 * @param soldAt a refund is never dated before the sale
 */
export function datedRefunds(facts: Facts, soldAt: Millis): readonly ToldRefund[] {
  const itemised = refundsThatCount(facts)
    .filter((refund) => refund.amount > 0n)
    .map((refund) => ({
      at: Math.max(refund.on ?? refund.at, soldAt),
      amount: refund.amount,
      tax: refund.tax,
      feeReturned: refund.feeReturned,
      partners: refund.partners,
    }));
  const covered = itemised.reduce((sum, refund) => sum + refund.amount, 0n);
  return [...itemised, ...steps(facts.refundSteps, covered, soldAt)].sort((a, b) => a.at - b.at);
}

function steps(totals: Facts["refundSteps"], covered: bigint, soldAt: Millis): ToldRefund[] {
  const out: ToldRefund[] = [];
  let reachedBy = Number.POSITIVE_INFINITY;
  const dated = [...totals].reverse().map(([total, at]) => {
    reachedBy = Math.min(reachedBy, at);
    return [total, reachedBy] as const;
  });
  let below = covered;
  for (const [total, at] of dated.reverse()) {
    if (total <= below) continue;
    out.push({ at: Math.max(at, soldAt), amount: total - below, tax: 0n, feeReturned: 0n, partners: 0n });
    below = total;
  }
  return out;
}
