import type { DatedRefund } from "../facts/refunds.ts";
import type { ResolvedSale } from "../facts/resolve-sale.ts";
import type { FeeKind } from "../facts/sighting.ts";
import { chart } from "./account.ts";
import { type Code, codes } from "./codes.ts";
import type { Part } from "./parts.ts";
import type { Leg } from "./txn.ts";

const feeCodes: Readonly<Record<FeeKind, Code>> = {
  platform: codes["fee-platform"],
  processing: codes["fee-processing"],
  dispute: codes["fee-dispute"],
  listing: codes["fee-listing"],
  payout: codes["fee-payout"],
  other: codes["fee-other"],
};

/** The account name under which a document of several products is booked; its lines tell them apart. */
const severalProducts = "several-products";

/**
 * What the books should hold for a sale (reference §1.4): gross first, then each deduction as its own transfer; only
 * reported figures. Nothing for pending, failed, cancelled and test sales, nor for what sums to zero.
 */
export function saleParts(source: string, sale: ResolvedSale): readonly Part[] {
  if (sale.status !== "completed") return [];
  const at = { source, currency: sale.currency, balance: chart.balance(source), product: productSegment(sale) };
  const parts: Part[] = [
    { kind: sale.nature, occurredAt: sale.occurredAt, legs: documentLegs(at, sale) },
    ...sale.refunds.map((refund) => ({ kind: "refund", occurredAt: refund.at, legs: refundLegs(at, sale, refund) })),
    ...disputeParts(at, sale),
  ];
  return parts.filter((part) => part.legs.length > 0);
}

type At = { readonly source: string; readonly currency: string; readonly balance: string; readonly product: string };

function productSegment(sale: ResolvedSale): string {
  const [first, second] = sale.products;
  return first === undefined ? "unnamed" : second === undefined ? first.id : severalProducts;
}

/** A transfer whose amount may be zero (left out) or negative (turned round). */
function leg(at: At, code: Code, debit: string, credit: string, amount: bigint): Leg[] {
  if (amount === 0n) return [];
  return amount > 0n
    ? [{ code, debit, credit, currency: at.currency, amount }]
    : [{ code, debit: credit, credit: debit, currency: at.currency, amount: -amount }];
}

function documentLegs(at: At, sale: ResolvedSale): Leg[] {
  return [
    ...totalLegs(at, sale),
    ...sale.fees.flatMap(([kind, amount]) => leg(at, feeCodes[kind], chart.fee(at.source, kind), at.balance, amount)),
    ...leg(at, codes.affiliate, chart.affiliates(at.source), at.balance, sale.affiliate),
  ];
}

function totalLegs(at: At, sale: ResolvedSale): Leg[] {
  if (sale.nature === "adjustment")
    return leg(at, codes.adjustment, at.balance, chart.adjustments(at.source), sale.gross);
  if (sale.nature === "refund") return returnLegs(at, sale, -sale.gross, sale.tax);
  return [
    ...leg(at, codes.sale, at.balance, chart.sales(at.source, at.product), sale.gross - sale.shipping - sale.tax),
    ...leg(at, codes.shipping, at.balance, chart.shipping(at.source), sale.shipping),
    ...leg(at, codes.tax, at.balance, chart.tax(sale.taxJurisdiction), sale.tax),
  ];
}

function refundLegs(at: At, sale: ResolvedSale, refund: DatedRefund): Leg[] {
  return [
    ...returnLegs(at, sale, refund.amount, refund.tax),
    ...leg(at, codes["fee-return"], at.balance, chart.fee(at.source, "platform"), refund.feeReturned),
    ...leg(at, codes.affiliate, at.balance, chart.affiliates(at.source), refund.partners),
  ];
}

/** Money given back, and the tax in it, which is owed no longer. */
function returnLegs(at: At, sale: ResolvedSale, amount: bigint, tax: bigint): Leg[] {
  return [
    ...leg(at, codes.refund, chart.refunds(at.source, at.product), at.balance, amount - tax),
    ...leg(at, codes["refund-tax"], chart.tax(sale.taxJurisdiction), at.balance, tax),
  ];
}

/** While a dispute is open the money lies in its own account, which returns to zero when it is decided. */
function disputeParts(at: At, sale: ResolvedSale): Part[] {
  const { dispute } = sale;
  if (!dispute) return [];
  const refunded = sale.refunds.reduce((sum, refund) => sum + refund.amount, 0n);
  const held = dispute.amount ?? (sale.gross > refunded ? sale.gross - refunded : 0n);
  const disputes = chart.disputes(at.source);
  const opened: Part = {
    kind: "dispute",
    occurredAt: dispute.openedAt,
    legs: [
      ...leg(at, codes["dispute-open"], disputes, at.balance, held),
      ...leg(at, codes["fee-dispute"], chart.fee(at.source, "dispute"), at.balance, dispute.fee),
      ...leg(at, codes["fee-return"], at.balance, chart.fee(at.source, "platform"), dispute.feeReturned),
      ...leg(at, codes.affiliate, at.balance, chart.affiliates(at.source), dispute.partners),
    ],
  };
  if (dispute.closedAt === undefined) return [opened];
  const closing =
    dispute.state === "won"
      ? wonLegs(at, held, dispute)
      : leg(at, codes["dispute-lost"], chart.chargebacks(at.source), disputes, held);
  return [opened, { kind: `dispute-${dispute.state}`, occurredAt: dispute.closedAt, legs: closing }];
}

/**
 * All that was held comes back. What was not credited of it is taken again: the platform's fee, and what had come back
 * of a partner's part.
 */
function wonLegs(at: At, held: bigint, dispute: NonNullable<ResolvedSale["dispute"]>): Leg[] {
  const again = held - (dispute.credit ?? held);
  const beyondFee = again - dispute.feeReturned;
  const partners = beyondFee <= 0n ? 0n : beyondFee < dispute.partners ? beyondFee : dispute.partners;
  return [
    ...leg(at, codes["dispute-won"], at.balance, chart.disputes(at.source), held),
    ...leg(at, codes["fee-platform"], chart.fee(at.source, "platform"), at.balance, again - partners),
    ...leg(at, codes.affiliate, chart.affiliates(at.source), at.balance, partners),
  ];
}
