import { codes } from "../books/codes.ts";
import type { Leg } from "../books/txn.ts";

/** What a report adds up. Amounts in minor units; `net = gross − refunded − fees − taxes − chargebacks + adjustments`. */
export type Measures = {
  readonly sales: bigint;
  readonly refunds: bigint;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly fees: bigint;
  readonly taxes: bigint;
  readonly chargebacks: bigint;
  readonly adjustments: bigint;
  readonly net: bigint;
  readonly residueNano: bigint;
};

export type AmountMeasure = "gross" | "refunded" | "fees" | "taxes" | "chargebacks" | "adjustments";

export const noMeasures: Measures = {
  sales: 0n,
  refunds: 0n,
  gross: 0n,
  refunded: 0n,
  fees: 0n,
  taxes: 0n,
  chargebacks: 0n,
  adjustments: 0n,
  net: 0n,
  residueNano: 0n,
};

export const measureNames = Object.keys(noMeasures) as readonly (keyof Measures)[];

/** a + factor × b, measure by measure. */
export function addMeasures(a: Measures, b: Measures, factor = 1n): Measures {
  return {
    sales: a.sales + factor * b.sales,
    refunds: a.refunds + factor * b.refunds,
    gross: a.gross + factor * b.gross,
    refunded: a.refunded + factor * b.refunded,
    fees: a.fees + factor * b.fees,
    taxes: a.taxes + factor * b.taxes,
    chargebacks: a.chargebacks + factor * b.chargebacks,
    adjustments: a.adjustments + factor * b.adjustments,
    net: a.net + factor * b.net,
    residueNano: a.residueNano + factor * b.residueNano,
  };
}

/** Whether nothing is left in any measure. */
export function isZero(m: Measures): boolean {
  return measureNames.every((name) => m[name] === 0n);
}

type Effect = { readonly measure: AmountMeasure; readonly sign: 1n | -1n };
/** How a code counts, and the account root on whose side (credit or debit) it counts as positive. */
type Rule = { readonly effects: readonly Effect[]; readonly side: "credit" | "debit"; readonly prefix: string };

const plus = (measure: AmountMeasure): Effect => ({ measure, sign: 1n });
const minus = (measure: AmountMeasure): Effect => ({ measure, sign: -1n });
const income = (prefix: string, ...effects: Effect[]): Rule => ({ effects, side: "credit", prefix });
const cost = (prefix: string, ...effects: Effect[]): Rule => ({ effects, side: "debit", prefix });

const fee = cost("expenses:", plus("fees"));

const rules: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [codes.sale, income("income:sales:", plus("gross"))],
  [codes.shipping, income("income:shipping:", plus("gross"))],
  [codes.tax, income("liabilities:tax:", plus("gross"), plus("taxes"))],
  [codes["fee-platform"], fee],
  [codes["fee-processing"], fee],
  [codes["fee-dispute"], fee],
  [codes["fee-listing"], fee],
  [codes["fee-payout"], fee],
  [codes["fee-other"], fee],
  [codes.affiliate, fee],
  [codes.tariff, fee],
  [codes["fee-return"], income("expenses:", minus("fees"))],
  [codes.refund, cost("income:refunds:", plus("refunded"))],
  [codes["refund-tax"], cost("liabilities:tax:", plus("refunded"), minus("taxes"))],
  [codes["dispute-lost"], cost("expenses:chargebacks:", plus("chargebacks"))],
  [codes.adjustment, income("income:adjustments:", plus("adjustments"))],
]);

/** The codes that reports count; the others only move money between the owner's own accounts. */
export const measuredCodes: readonly number[] = [...rules.keys()];

/** Which measures a posted transfer raises or lowers, and by how much. */
export function measuresOfLeg(leg: Pick<Leg, "code" | "debit" | "credit" | "amount">): Measures {
  const rule = rules.get(leg.code);
  if (!rule) return noMeasures;
  const forward = (rule.side === "credit" ? leg.credit : leg.debit).startsWith(rule.prefix);
  const amount = forward ? leg.amount : -leg.amount;
  const out = { ...noMeasures } as { -readonly [K in keyof Measures]: bigint };
  for (const effect of rule.effects) out[effect.measure] += effect.sign * amount;
  out.net = netOf(out);
  return out;
}

/** What is left for the seller. */
export function netOf(m: Omit<Measures, "net">): bigint {
  return m.gross - m.refunded - m.fees - m.taxes - m.chargebacks + m.adjustments;
}
