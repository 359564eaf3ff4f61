import type { Cents } from "./money.ts";
import { nextThroughDay, readyEntries, statusOf } from "./payouts.ts";
import { nowOf, type State } from "./state.ts";

/** The seller's account at the platform, in US cents, signed as it moves the balance: what others are compared to. */
export type Books = {
  /** What no payout has taken, the part that is too young included. */
  readonly balanceCents: Cents;
  /** The part of it that the next payout will not take yet. */
  readonly pendingCents: Cents;
  /** Taken by payouts that are under way. */
  readonly inTransitCents: Cents;
  readonly totals: Totals;
  readonly counts: { readonly listed: number; readonly sales: number; readonly payouts: number };
};

export type Totals = {
  readonly sales: Cents;
  readonly fees: Cents;
  readonly refunds: Cents;
  readonly feeReturns: Cents;
  readonly chargebacks: Cents;
  readonly chargebackFees: Cents;
  readonly disputeCredits: Cents;
  readonly affiliates: Cents;
  /** Arrived, without what is under way. */
  readonly payouts: Cents;
  readonly payoutFees: Cents;
};

/** Added up anew from every movement. The totals, what is under way and the balance come to nothing together. */
export function booksOf(state: State): Books {
  const totals = movements(state);
  let inTransitCents = 0;
  let paid = 0;
  for (const payout of state.payouts) {
    const status = statusOf(payout);
    if (status === "failed" || status === "returned") continue;
    totals.payoutFees -= payout.feeCents;
    if (status === "processing") inTransitCents += payout.amountCents;
    else paid += payout.amountCents;
  }
  totals.payouts -= paid;
  const balanceCents = Object.values(totals).reduce((sum, cents) => sum + cents, 0) - inTransitCents;
  const ready = readyEntries(state, nextThroughDay(state, nowOf(state)));
  return {
    balanceCents,
    pendingCents: balanceCents - ready.cents,
    inTransitCents,
    totals,
    counts: { listed: state.listed.length, sales: state.sales.length - 1, payouts: state.payouts.length },
  };
}

type Growing = { -readonly [K in keyof Totals]: Cents };

function movements(state: State): Growing {
  const totals: Growing = {
    sales: 0,
    fees: 0,
    refunds: 0,
    feeReturns: 0,
    chargebacks: 0,
    chargebackFees: 0,
    disputeCredits: 0,
    affiliates: 0,
    payouts: 0,
    payoutFees: 0,
  };
  for (const { kind, price, fee, net } of state.entries) {
    if (kind === "sale") {
      totals.sales += price;
      totals.fees -= fee;
    } else if (kind === "chargeback") {
      totals.chargebacks += price;
      totals.chargebackFees -= fee;
    } else if (kind === "credit") totals.disputeCredits += net;
    else if (kind === "affiliate") totals.affiliates += net;
    else {
      totals.refunds += price;
      totals.feeReturns -= fee;
      totals.affiliates += net - price + fee;
    }
  }
  return totals;
}

/** What the platform holds of one sale, in US cents. */
export type SaleTruth = {
  readonly id: string;
  readonly at: number;
  readonly price: Cents;
  readonly fee: Cents;
  readonly affiliate: Cents;
  readonly tax: Cents;
  readonly refunded: Cents;
  readonly feeReturned: Cents;
  readonly disputed: boolean;
  readonly disputeWon: boolean;
  /** What the seller has of it in the end. */
  readonly net: Cents;
};

/** The truth of every listed sale, by id. */
export function ledgerOf(state: State): ReadonlyMap<string, SaleTruth> {
  const nets = new Map<number, Cents>();
  for (const { sale, net } of state.entries) nets.set(sale, (nets.get(sale) ?? 0) + net);
  const ledger = new Map<string, SaleTruth>();
  for (const sale of state.listed) {
    const stands = sale.changes?.at(-1);
    const id = state.ids.idOf("sale", sale.number);
    ledger.set(id, {
      id,
      at: sale.at * 1_000,
      price: sale.price,
      fee: sale.fee,
      affiliate: sale.affiliate,
      tax: sale.tax,
      refunded: stands?.refunded ?? 0,
      feeReturned: stands?.feeReturned ?? 0,
      disputed: stands?.disputed ?? false,
      disputeWon: stands?.disputeWon ?? false,
      net: nets.get(sale.number) ?? 0,
    });
  }
  return ledger;
}
