import { dayOf, type Seconds } from "../moment.ts";
import { book, bookAffiliate } from "./entries.ts";
import { keptOf, rateOn, toUsd } from "./money.ts";
import { type Change, latest, type Sale, unchanged, wasCharged } from "./records.ts";
import { productAt, type State } from "./state.ts";
import { refundedSubscription } from "./subscription-status.ts";

export const refusals = {
  refunded: "Purchase is already refunded.",
  tooMuch: "Refund amount cannot be greater than the purchase price.",
  balance: "Your balance is insufficient to process this refund.",
  free: "The sale was unable to be modified.",
  disputed: "This purchase has an active dispute and can't be refunded.",
} as const;

/** What keeps a refund from being made, in the platform's words; undefined when nothing does. */
export function refundRefusal(sale: Sale, listedAmount: number | undefined): string | undefined {
  if (!wasCharged(sale)) return refusals.free;
  const stands = latest(sale);
  if (stands.refunded >= sale.price) return refusals.refunded;
  if (stands.disputed && !stands.disputeWon) return refusals.disputed;
  if (listedAmount !== undefined && listedAmount > sale.listed - stands.refundedListed) return refusals.tooMuch;
  if (listedAmount !== undefined && listedAmount <= 0) return refusals.free;
  return undefined;
}

/** The refund as it would be: how the sale stands after it. `listedAmount` absent means all that is left. */
export function afterRefund(state: State, sale: Sale, at: Seconds, listedAmount: number | undefined): Change {
  const before = latest(sale);
  const left = sale.listed - before.refundedListed;
  const listed = Math.min(listedAmount ?? left, left);
  const { currency } = productAt(state, sale.product).plan;
  const inUsd = toUsd(listed, rateOn(state.seed, currency, dayOf(sale.at)));
  const rest = sale.price - before.refunded;
  const cents = listed === left ? rest : Math.min(inUsd, rest);
  const refunded = before.refunded + cents;
  const returnable = sale.fee - keptOf(sale.price, sale.fee);
  return {
    ...before,
    at,
    refundedListed: before.refundedListed + listed,
    refunded,
    feeReturned: Math.floor((returnable * refunded) / sale.price),
    affiliateReturned: Math.floor((sale.affiliate * refunded) / sale.price),
  };
}

/**
 * Pays a buyer back. The platform's own fee returns, the card processor's part is kept. One refund of everything is a
 * `Full Refund` and the affiliate's part comes back in the day's line; any other is partial and has it in its net.
 */
export function refund(state: State, sale: Sale, at: Seconds, listedAmount?: number): string | undefined {
  const refusal = refundRefusal(sale, listedAmount);
  if (refusal !== undefined) return refusal;
  const before = latest(sale);
  const after = afterRefund(state, sale, at, listedAmount);
  const price = after.refunded - before.refunded;
  const fee = after.feeReturned - before.feeReturned;
  const affiliate = after.affiliateReturned - before.affiliateReturned;
  sale.changes = [...(sale.changes ?? []), after];
  if (price === sale.price) {
    book(state, "full-refund", at, sale, { price: -price, fee: -fee, net: fee - price, shipping: -sale.shipping });
    bookAffiliate(state, at, sale, affiliate);
  } else {
    book(state, "partial-refund", at, sale, { price: -price, fee: -fee, net: fee - price + affiliate });
  }
  state.announce({ name: "refund", at, sale });
  if (sale.subscription >= 0) refundedSubscription(state, sale.subscription, at);
  return undefined;
}

/** What the seller's balance loses by a refund, to see whether there is enough. */
export function refundCost(state: State, sale: Sale, at: Seconds, listedAmount: number | undefined): number {
  const before = sale.changes?.at(-1) ?? unchanged;
  const after = afterRefund(state, sale, at, listedAmount);
  return after.refunded - before.refunded - (after.feeReturned - before.feeReturned);
}
