import type { FactRefund } from "./facts.ts";

/** A refund with what is said of a partner's part: an amount, or "all that had not come back before". */
type Told = { readonly amount: bigint; readonly at: number; readonly partners: FactRefund["partners"] };

/** What is known of a dispute where it is asked what came back of a partner's part. */
type Disputed = {
  readonly state: string;
  readonly openedAt: number;
  /** What was taken back, where that was reported. */
  readonly amount?: bigint;
  /** Whether what was left of the partner's part came back with it. */
  readonly returnsPartners: boolean;
};

/** What came back of a partner's part with each refund, in their order, and with the opening of the dispute. */
export type PartnersBack = { readonly refunds: readonly bigint[]; readonly dispute: bigint };

/**
 * Shares a partner's part among what gave it back, in the order in which it happened: nothing comes back twice, but
 * what came back with a dispute is the partner's again once the dispute is won.
 * @param refunds in time order
 */
export function partnersBack(
  affiliate: bigint,
  gross: bigint,
  refunds: readonly Told[],
  disputed: Disputed | undefined,
): PartnersBack {
  const early = disputed ? refundsBefore(disputed, gross, refunds) : new Set(refunds);
  const back = new Map<Told, bigint>();
  let left = affiliate;
  const giveBack = (some: readonly Told[]): void => {
    for (const refund of some) {
      const partners = refund.partners === "rest" ? left : refund.partners;
      back.set(refund, partners);
      left = left > partners ? left - partners : 0n;
    }
  };
  giveBack(refunds.filter((one) => early.has(one)));
  const dispute = disputed?.returnsPartners ? left : 0n;
  if (disputed?.state !== "won") left -= dispute;
  giveBack(refunds.filter((one) => !early.has(one)));
  return { refunds: refunds.map((one) => back.get(one) ?? 0n), dispute };
}

/**
 * The refunds before a dispute. A dispute takes what they had left of the price, which tells them from later ones also
 * where only days are known; where nobody said what it took, time has to do.
 */
function refundsBefore({ openedAt, amount }: Disputed, gross: bigint, refunds: readonly Told[]): ReadonlySet<Told> {
  if (amount === undefined) return new Set(refunds.filter((one) => one.at <= openedAt));
  let given = gross - amount;
  return new Set(
    refunds.filter((one) => {
      if (one.amount > given) return false;
      given -= one.amount;
      return true;
    }),
  );
}
