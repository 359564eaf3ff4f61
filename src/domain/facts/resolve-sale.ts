import type { Millis } from "../../base/clock.ts";
import { currencyExponent } from "../money/currency.ts";
import { addDecimal, type Decimal, readDecimal, roundHalfEven, zeroDecimal } from "../money/decimal.ts";
import { residueNano, withinBounds } from "../money/money.ts";
import { amountField, type DisputeState, type FactLine, type Facts, field, occurrences } from "./facts.ts";
import { partnersBack } from "./partners-back.ts";
import { type DatedRefund, datedRefunds } from "./refunds.ts";
import type { FeeKind } from "./sighting.ts";

/** What a sale's facts amount to, in minor units of one currency. */
export type ResolvedSale = {
  readonly kind: "sale";
  readonly nature: "sale" | "refund" | "adjustment";
  readonly status: "completed" | "pending" | "failed" | "cancelled" | "test";
  readonly occurredAt: Millis;
  readonly currency: string;
  /** Signed: what the platform credits before deductions. Negative for cancellations. */
  readonly gross: bigint;
  /** exact gross − gross, in billionths of a major unit: what rounding to the minor unit left over. */
  readonly residueNano: bigint;
  readonly shipping: bigint;
  /** Part of the total that is owed to the state, or, of a cancellation, that no longer is: without a sign. */
  readonly tax: bigint;
  readonly taxJurisdiction: string;
  readonly fees: readonly (readonly [kind: FeeKind, amount: bigint])[];
  readonly affiliate: bigint;
  readonly refunds: readonly DatedRefund[];
  /** Something was given back, but nobody has said how much. */
  readonly refundWaits: boolean;
  readonly dispute?: {
    readonly state: DisputeState;
    readonly openedAt: Millis;
    readonly closedAt?: Millis;
    readonly fee: bigint;
    /** What was taken back, where that was reported. */
    readonly amount?: bigint;
    /** Platform fee given back with the opening. */
    readonly feeReturned: bigint;
    /** What came back of a partner's part with the opening. */
    readonly partners: bigint;
    /** What was credited when it was won, where that was reported. */
    readonly credit?: bigint;
  };
  readonly products: readonly ProductShare[];
  readonly country: string;
  readonly buyer: bigint | undefined;
};

/** One product's part in a sale: its exact amount weighs how the sale's figures are shared among products. */
export type ProductShare = {
  readonly id: string;
  readonly name: string;
  readonly quantity: Decimal;
  readonly amount: Decimal;
};

/** Facts that cannot be booked yet, and the clause that says why ("nobody has said its currency"). */
export type Incomplete = { readonly kind: "incomplete"; readonly why: string };

export const feeKinds: readonly FeeKind[] = ["platform", "processing", "dispute", "listing", "payout", "other"];

/** What the facts of a sale amount to, or why they cannot be booked yet. */
export function resolveSale(facts: Facts): ResolvedSale | Incomplete {
  const occurredAt = facts.at ?? facts.dayAt;
  const currency = field(facts, "currency");
  if (occurredAt === undefined) return incomplete("its date is not known yet");
  if (currency === undefined) return incomplete("its currency is not known yet");
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return incomplete(`${currency} is not a currency the books know`);
  const total = totalOf(facts, exponent);
  if (total === undefined) return incomplete("its amount is not known yet");
  const shipping = total.gross > 0n ? (amountField(facts, "shipping") ?? 0n) : 0n;
  const tax = taxOf(facts, total.gross);
  const affiliate = amountField(facts, "affiliate") ?? 0n;
  const opened = disputeOf(facts);
  const told = datedRefunds(facts, occurredAt);
  const disputed = opened && { ...opened, returnsPartners: field(facts, "disputeReturnsPartners") === "true" };
  const { refunds, dispute: partners } = partnersBack(affiliate, total.gross, told, disputed);
  const sums = [total.gross, total.gross - shipping - tax, ...refundSums(refunds)];
  if (!sums.every((sum) => withinBounds(sum).ok)) return incomplete("its amount is larger than the books can hold");
  if (shipping + tax > size(total.gross)) return incomplete("its shipping and tax are more than its whole");
  return {
    kind: "sale",
    nature: natureOf(facts, total.gross),
    status: statusOf(facts),
    occurredAt,
    currency,
    ...total,
    shipping,
    tax,
    taxJurisdiction: field(facts, "taxJurisdiction") ?? "unknown",
    fees: feesOf(facts),
    affiliate,
    refunds,
    refundWaits: refundWaits(facts, refunds),
    ...(opened ? { dispute: { ...opened, partners } } : {}),
    products: productsOf(facts),
    country: field(facts, "country") ?? "",
    buyer: amountField(facts, "buyer"),
  };
}

function incomplete(why: string): Incomplete {
  return { kind: "incomplete", why };
}

/** The reported total where there is one, else the exact sum of the lines, rounded once, half to even. */
function totalOf(facts: Facts, exponent: number): { gross: bigint; residueNano: bigint } | undefined {
  const reported = amountField(facts, "gross");
  if (reported !== undefined) return { gross: reported, residueNano: 0n };
  if (facts.lines.length === 0) return undefined;
  const { rounded, residue } = roundHalfEven(facts.lines.map(lineTotal).reduce(addDecimal, zeroDecimal), exponent);
  return { gross: rounded, residueNano: residueNano(residue) };
}

/** Tax is said without a sign, or with that of the total it is part of; a document of nothing has none. */
function taxOf(facts: Facts, gross: bigint): bigint {
  const said = amountField(facts, "tax") ?? 0n;
  if (gross === 0n) return 0n;
  return gross < 0n ? size(said) : said;
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

/**
 * Any amount that was told ends the waiting, also an earlier one: whether two words mean one refund or two cannot be
 * told from a mere "partly refunded", which platforms repeat for ever. The payout's lines name the rest.
 */
function refundWaits(facts: Facts, refunds: readonly DatedRefund[]): boolean {
  return field(facts, "refundUnknown") === "true" && refunds.length === 0;
}

/** What refunds of one moment, which are booked together, can come to at most. */
function refundSums(refunds: readonly DatedRefund[]): readonly bigint[] {
  const sum = (part: (refund: DatedRefund) => bigint): bigint => refunds.reduce((all, one) => all + part(one), 0n);
  return [
    sum((one) => size(one.amount - one.tax)),
    sum((one) => size(one.tax)),
    sum((one) => size(one.feeReturned)),
    sum((one) => size(one.partners)),
  ];
}

function lineTotal(line: FactLine): Decimal {
  const amount = readDecimal(line.amount);
  return { units: amount.units * BigInt(occurrences(line)), scale: amount.scale };
}

function natureOf(facts: Facts, gross: bigint): ResolvedSale["nature"] {
  const said = field(facts, "nature");
  if (said === "adjustment") return "adjustment";
  return gross < 0n || (gross === 0n && said === "refund") ? "refund" : "sale";
}

function statusOf(facts: Facts): ResolvedSale["status"] {
  if (field(facts, "test") === "true") return "test";
  const status = field(facts, "status");
  return status === "pending" || status === "failed" || status === "cancelled" ? status : "completed";
}

function feesOf(facts: Facts): readonly (readonly [FeeKind, bigint])[] {
  return feeKinds.flatMap((kind) => {
    const amount = amountField(facts, `fees.${kind}`);
    return amount === undefined || amount === 0n ? [] : [[kind, amount] as const];
  });
}

/** A decided dispute stays decided; if both outcomes were seen, the later one holds. */
function disputeOf(facts: Facts): Omit<NonNullable<ResolvedSale["dispute"]>, "partners"> | undefined {
  const { open, won, lost } = facts.disputes;
  if (open === undefined) return undefined;
  const amount = amountField(facts, "disputedAmount");
  const credit = amountField(facts, "disputeCredit");
  const opened = {
    openedAt: open,
    fee: amountField(facts, "disputeFee") ?? 0n,
    feeReturned: amountField(facts, "disputeFeeReturned") ?? 0n,
    ...(amount === undefined ? {} : { amount }),
    ...(credit === undefined ? {} : { credit }),
  };
  if (won !== undefined && (lost === undefined || won > lost)) return { state: "won", ...opened, closedAt: won };
  return lost === undefined ? { state: "open", ...opened } : { state: "lost", ...opened, closedAt: lost };
}

function productsOf(facts: Facts): readonly ProductShare[] {
  if (facts.lines.length > 0) return productsOfLines(facts.lines);
  const id = field(facts, "product.id");
  const name = field(facts, "product.name");
  if (id === undefined || name === undefined) return [];
  const quantity = field(facts, "quantity");
  const one = { units: 1n, scale: 0 };
  return [{ id, name, quantity: quantity ? readDecimal(quantity) : one, amount: one }];
}

function productsOfLines(lines: readonly FactLine[]): readonly ProductShare[] {
  const byId = new Map<string, ProductShare>();
  for (const line of lines) {
    const count = BigInt(occurrences(line));
    const quantity = readDecimal(line.quantity);
    const known = byId.get(line.productId);
    byId.set(line.productId, {
      id: line.productId,
      name: known && known.name > line.productName ? known.name : line.productName,
      quantity: addDecimal(known?.quantity ?? zeroDecimal, { units: quantity.units * count, scale: quantity.scale }),
      amount: addDecimal(known?.amount ?? zeroDecimal, lineTotal(line)),
    });
  }
  return [...byId.values()];
}
