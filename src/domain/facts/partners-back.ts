import { limits } from "../../base/limits.ts";
import type { DatedRefund, ToldRefund } from "./refunds.ts";

/** What is known of a dispute where it is asked what came back of a partner's part. */
type Disputed = {
  readonly state: string;
  readonly openedAt: number;
  /** What was taken back, where that was reported. */
  readonly amount?: bigint;
  /** Whether what was left of the partner's part came back with it. */
  readonly returnsPartners: boolean;
};

/** The refunds in time order with what came back of a partner's part, and what did with the opening of the dispute. */
export type PartnersBack = { readonly refunds: readonly DatedRefund[]; readonly dispute: bigint };

/**
 * Shares a partner's part among what gave it back, in the order in which it happened: nothing comes back twice, but
 * what came back with a dispute is the partner's again once the dispute is won.
 * @param refunds in time order
 */
export function partnersBack(
  affiliate: bigint,
  gross: bigint,
  refunds: readonly ToldRefund[],
  disputed: Disputed | undefined,
): PartnersBack {
  const early = disputed ? refundsBefore(disputed, gross, refunds) : new Set(refunds);
  let left = affiliate;
  const giveBack = (refund: ToldRefund): DatedRefund => {
    const partnersApart = refund.partners === "rest";
    const partners = refund.partners === "rest" ? left : refund.partners;
    left = left > partners ? left - partners : 0n;
    return { ...refund, partners, partnersApart };
  };
  const before = refunds.filter((one) => early.has(one)).map(giveBack);
  const dispute = disputed?.returnsPartners ? left : 0n;
  if (disputed?.state !== "won") left -= dispute;
  const after = refunds.filter((one) => !early.has(one)).map(giveBack);
  return { refunds: [...before, ...after].sort((a, b) => a.at - b.at), dispute };
}

/**
 * The refunds before a dispute. A dispute takes what they had left of the price, which tells them from later ones also
 * where only days are known: the earliest that come to it. Where none do, time has to decide.
 */
function refundsBefore({ openedAt, amount }: Disputed, gross: bigint, refunds: readonly ToldRefund[]): Set<ToldRefund> {
  const exact = amount === undefined ? undefined : earliestWith(gross - amount, refunds);
  return new Set(exact ?? refunds.filter((one) => one.at <= openedAt));
}

/** The earliest refunds that come to `wanted` together; undefined when none do. */
function earliestWith(wanted: bigint, refunds: readonly ToldRefund[]): readonly ToldRefund[] | undefined {
  const sums = new Map<bigint, readonly ToldRefund[]>([[0n, []]]);
  for (const refund of refunds) {
    for (const [sum, some] of [...sums]) {
      const more = sum + refund.amount;
      if (more <= wanted && !sums.has(more) && sums.size < limits.refundSumsMax) sums.set(more, [...some, refund]);
    }
  }
  return sums.get(wanted);
}
