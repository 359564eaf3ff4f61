import type { Millis } from "../../base/clock.ts";
import type { AdjustmentSighting, PayoutSighting, RefundSighting, Sighting } from "../../domain/facts/sighting.ts";
import type { StatementLine } from "../../domain/payout/statement.ts";
import { positive, present, size } from "../../spec/profile-kit/present.ts";
import { label, notesOf, slug } from "../../spec/profile-kit/text.ts";

/** A payout file is in US dollars, also when the money arrives in another currency. */
export const currency = "USD";

/** One row of a payout file, read but not yet interpreted. Empty amounts are undefined. */
export type PayoutRow = {
  readonly type: string;
  readonly day: Millis | undefined;
  readonly dayText: string;
  readonly purchase: string;
  readonly item: string;
  readonly email: string;
  readonly name: string;
  readonly taxes: bigint | undefined;
  readonly shipping: bigint | undefined;
  readonly price: bigint | undefined;
  readonly fees: bigint | undefined;
  readonly net: bigint;
  /** 1 for the first row of this type, day, purchase and amount in the payout, 2 for the next … */
  readonly repeat: number;
  /** Whether a row before it on its day paid a whole sale back. */
  readonly afterReturns: boolean;
};

/** A row by itself, without what the rows before it tell. */
export type BareRow = Omit<PayoutRow, "repeat" | "afterReturns">;

/** The row with what the rows of the payout before it tell, which `before` gathers from row to row. */
export function numbered(row: BareRow, before: Map<string, number>): PayoutRow {
  const key = [row.purchase, wordsOf(row)].join("|");
  const repeat = (before.get(key) ?? 0) + 1;
  before.set(key, repeat);
  const returns = `returns on ${row.dayText}`;
  if (row.type === "Full Refund" || row.type === "Chargeback") before.set(returns, 1);
  return { ...row, repeat, afterReturns: before.has(returns) };
}

/** What is wrong with the row itself, as a clause; undefined when nothing is. */
export function rowFault(row: PayoutRow): string | undefined {
  const about = aboutPurchase.has(row.type);
  if (about && row.purchase === "") return `Purchase ID of a ${row.type} is empty`;
  if (about && row.price === undefined) return `Sale Price ($) of a ${row.type} is empty`;
  if (row.type === "Sale" && (row.price ?? 0n) < 0n) return "Sale Price ($) of a Sale is below zero";
  if (about && row.type !== "Sale" && (row.price ?? 0n) > 0n) return `Sale Price ($) of a ${row.type} is above zero`;
  const whole = row.type === "Sale" || row.type === "Chargeback";
  if (whole && unaccounted(row) !== 0n) return "Net Total ($) is not Sale Price ($) less Gumroad Fees ($)";
  return undefined;
}

const refundTypes = new Set(["Full Refund", "Partial Refund", "PayPal Refund", "Stripe Connect Refund"]);
const connectedRefunds = new Set(["PayPal Refund", "Stripe Connect Refund"]);
const paidThere = new Set(["PayPal Payouts", "Stripe Connect Payouts"]);
const aboutPurchase = new Set([...refundTypes, "Sale", "Chargeback"]);

/** The fee with the sign it has in the net: refunds through a connected account print it the other way round. */
function netFee(row: PayoutRow): bigint {
  const fees = row.fees ?? 0n;
  return connectedRefunds.has(row.type) ? -fees : fees;
}

/** What of the net neither the price nor the fee explains: an affiliate's part of a partial refund. */
function unaccounted(row: PayoutRow): bigint {
  return row.net - (row.price ?? 0n) + netFee(row);
}

/**
 * What one row says.
 * @param payout names the payout that the row is in, as `list/<id>` or `file/<hash>`
 */
export function sightingsOf(row: PayoutRow, payout: string): readonly Sighting[] {
  if (row.type === "Sale") return [soldRow(row)];
  if (row.type === "Chargeback") return [chargedBack(row)];
  if (wonDispute(row)) return [creditedBack(row)];
  if (settlesPartners(row)) return [];
  if (refundTypes.has(row.type)) return refundedRow(row, payout);
  if (row.type === "Payout Fee") return [{ ...movement(row), kind: "charge", amount: -row.net, feeKind: "payout" }];
  if (paidThere.has(row.type)) return [paidElsewhere(row)];
  return [adjusted(row)];
}

function soldRow(row: PayoutRow): Sighting {
  return {
    kind: "sale",
    id: row.purchase,
    currency,
    gross: row.price ?? 0n,
    ...present({
      dayAt: row.day,
      fees: feesOf(row),
      shipping: positive(row.shipping),
      buyer: buyerOf(row),
      notes: saleNotes(row),
    }),
  };
}

function feesOf(row: PayoutRow): { platform: bigint } | undefined {
  return row.fees === undefined ? undefined : { platform: size(row.fees) };
}

function buyerOf(row: PayoutRow): { email?: string; name?: string } | undefined {
  if (row.email === "" && row.name === "") return undefined;
  return present({ email: row.email || undefined, name: row.name || undefined });
}

/** The file has the item's name but not its id, so it is no product here; the sales file names that. */
function saleNotes(row: PayoutRow): Readonly<Record<string, string>> | undefined {
  return notesOf({ item: row.item });
}

/**
 * What was left of the price is taken back, and the fee of it returned; what is left of a partner's part comes back in
 * the day's line. Whether the case is still open is not told.
 */
function chargedBack(row: PayoutRow): Sighting {
  return {
    kind: "sale",
    id: row.purchase,
    currency,
    dispute: "open",
    disputedAmount: size(row.price ?? 0n),
    disputeReturnsPartners: true,
    ...present({
      disputedAt: row.day,
      disputeFeeReturned: positive(size(row.fees ?? 0n)),
    }),
  };
}

/** A credit that names a sale gives back what a chargeback took, less the fee, which is taken again. */
function wonDispute(row: PayoutRow): boolean {
  return row.type === "Credit" && row.purchase !== "" && row.net > 0n;
}

function creditedBack(row: PayoutRow): Sighting {
  return {
    kind: "sale",
    id: row.purchase,
    currency,
    dispute: "won",
    disputeCredit: row.net,
    ...present({ disputedAt: row.day }),
  };
}

const partnerTypes = new Set(["Affiliate Credit", "PayPal Connect Affiliate Fees", "Stripe Connect Affiliate Fees"]);

/**
 * What is taken for partners on a day is their parts of that day's sales, less those of sales that were paid back; both
 * are booked with these sales. On a day without such a sale, what comes in was earned as a partner.
 */
function settlesPartners(row: PayoutRow): boolean {
  return partnerTypes.has(row.type) && (row.net <= 0n || row.afterReturns);
}

/**
 * The fee comes back in part, or rarely a further one is kept. What of a partner's part comes back is in the net of a
 * partial refund; with a full one it is all of it, in the day's line for partners. Any other rest waits for a person.
 */
function refundedRow(row: PayoutRow, payout: string): readonly Sighting[] {
  const amount = size(row.price ?? 0n);
  const returned = -netFee(row);
  const rest = unaccounted(row);
  const refund: RefundSighting = {
    id: movementId(row),
    toldIn: payout,
    amount,
    ...present({
      at: row.day,
      tax: refundedTax(row, amount),
      feeReturned: returned === 0n ? undefined : returned,
      partnersReturned: row.type === "Full Refund" ? ("rest" as const) : positive(rest),
    }),
  };
  const sale: Sighting = { kind: "sale", id: row.purchase, currency, refunds: [refund] };
  if (rest === 0n || (rest > 0n && row.type !== "Full Refund")) return [sale];
  const id = `${row.purchase}/${refund.id}`;
  const notes = { type: row.type };
  return [sale, { ...movement(row), kind: "adjustment", id, amount: rest, reason: "unexplained", notes }];
}

/** Only partial refunds name the seller's own tax; of a full one it may also be the tax that Gumroad remits. */
function refundedTax(row: PayoutRow, amount: bigint): bigint | undefined {
  const tax = positive(size(row.taxes ?? 0n));
  return row.type === "Full Refund" || tax === undefined || tax > amount ? undefined : tax;
}

/** Sales through a connected account were paid there; this line takes their net out again. */
function paidElsewhere(row: PayoutRow): Sighting {
  const to = row.type === "PayPal Payouts" ? "PayPal, directly" : "Stripe, directly";
  const payout: PayoutSighting = {
    kind: "payout",
    id: movementId(row),
    currency,
    notes: { to },
    ...present({ dayAt: row.day }),
  };
  if (row.net <= 0n) return { ...payout, amount: -row.net, status: "completed" };
  return { ...movement(row), kind: "adjustment", amount: row.net, reason: "unexplained", notes: { type: row.type } };
}

/**
 * What comes in for partnerships was earned as a partner. What Gumroad does not name by a known type, or takes back by
 * name of a sale, waits for a person.
 */
function adjusted(row: PayoutRow): AdjustmentSighting {
  const plain = row.type === "Technical Adjustment" || (row.type === "Credit" && row.purchase === "");
  const notes = notesOf({ type: label(row.type), purchase: row.purchase });
  return {
    ...movement(row),
    kind: "adjustment",
    amount: row.net,
    reason: plain || partnerTypes.has(row.type) ? "correction" : "unexplained",
    ...present({ notes }),
  };
}

/** The row as a line of what its payout is made of. */
export function statementLineOf(row: PayoutRow): StatementLine {
  const sort = sortOf(row);
  const object = objectOf(row, sort);
  const fees = row.type === "Payout Fee" ? row.net : -netFee(row);
  return {
    sort,
    ...(object ? { object } : {}),
    on: row.day ?? 0,
    net: row.net,
    ...(row.price === undefined || !aboutPurchase.has(row.type) ? {} : { gross: row.price }),
    ...(row.fees === undefined ? {} : { fees }),
    label: label(row.type),
  };
}

function sortOf(row: PayoutRow): StatementLine["sort"] {
  if (row.type === "Sale") return "sale";
  if (row.type === "Chargeback") return "chargeback";
  if (refundTypes.has(row.type)) return "refund";
  if (wonDispute(row)) return "dispute-credit";
  if (row.type === "Payout Fee") return "fee";
  if (partnerTypes.has(row.type)) return "affiliate";
  return paidThere.has(row.type) ? "paid-elsewhere" : "adjustment";
}

/** The object that the row's own sighting is about; a partner's part is in the sales of its day. */
function objectOf(row: PayoutRow, sort: StatementLine["sort"]): StatementLine["object"] {
  if (aboutPurchase.has(row.type) || sort === "dispute-credit") return { kind: "sale", id: row.purchase };
  if (settlesPartners(row)) return undefined;
  if (sort === "fee") return { kind: "charge", id: movementId(row) };
  return { kind: sort === "paid-elsewhere" && row.net <= 0n ? "payout" : "adjustment", id: movementId(row) };
}

function movement(row: PayoutRow): { readonly id: string; readonly currency: string; readonly dayAt?: Millis } {
  return { id: movementId(row), currency, ...present({ dayAt: row.day }) };
}

/** Rows have no id of their own: type, day and amount tell them apart, and a number where even these repeat. */
function movementId(row: PayoutRow): string {
  return `${wordsOf(row)}${row.repeat > 1 ? `/${row.repeat}` : ""}`;
}

function wordsOf(row: BareRow): string {
  const purchase = row.purchase === "" || aboutPurchase.has(row.type) ? "" : `/${row.purchase}`;
  const amount = row.price !== undefined && aboutPurchase.has(row.type) ? size(row.price) : row.net;
  return `${slug(row.type)}/${row.dayText}${purchase}/${amount}`;
}
