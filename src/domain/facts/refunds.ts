import type { Millis } from "../../base/clock.ts";
import type { Facts } from "./facts.ts";

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

/**
 * The refunds of a sale in time order. Itemised refunds count as they are; where a running total shows more than
 * their sum, each further step of it is a refund of its own, dated when the total was first known to have reached it
 * (a later, smaller total is stale and only proves that the smaller one was reached by then).
 * @param soldAt a refund is never dated before the sale
 * @param affiliate the partner's part of the sale: what comes back of it at most where only "the rest" is told
 */
export function datedRefunds(facts: Facts, soldAt: Millis, affiliate: bigint): readonly DatedRefund[] {
  const itemised = facts.refunds
    .filter((refund) => refund.amount > 0n)
    .map((refund) => ({
      at: Math.max(refund.on ?? refund.at, soldAt),
      amount: refund.amount,
      tax: refund.tax,
      feeReturned: refund.feeReturned,
      partners: refund.partners,
    }));
  const covered = itemised.reduce((sum, refund) => sum + refund.amount, 0n);
  const all = [...itemised, ...steps(facts.refundSteps, covered, soldAt)].sort((a, b) => a.at - b.at);
  let left = affiliate;
  return all.map((refund) => {
    const partners = refund.partners === "rest" ? left : refund.partners;
    left = left > partners ? left - partners : 0n;
    return { ...refund, partners, partnersApart: refund.partners === "rest" };
  });
}

type Told = Omit<DatedRefund, "partners" | "partnersApart"> & Pick<Facts["refunds"][number], "partners">;

function steps(totals: Facts["refundSteps"], covered: bigint, soldAt: Millis): Told[] {
  const out: Told[] = [];
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
