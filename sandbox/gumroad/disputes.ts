import type { Seconds } from "../moment.ts";
import { book, bookAffiliate } from "./entries.ts";
import { latest, type Sale, wasCharged } from "./records.ts";
import type { State } from "./state.ts";
import { disputedSubscription, restartSubscription } from "./subscription-status.ts";

/** A buyer's bank takes the money back: what is left of the price goes, and the fee that is left returns. */
export function openDispute(state: State, sale: Sale, at: Seconds): string | undefined {
  const before = latest(sale);
  if (!wasCharged(sale)) return "Nothing was paid for this sale.";
  if (before.disputed) return "This sale was disputed before.";
  if (before.refunded >= sale.price) return "This sale is refunded.";
  const price = sale.price - before.refunded;
  const fee = before.refunded === 0 ? sale.fee : Math.floor((sale.fee * price) / sale.price);
  const affiliate = sale.affiliate - before.affiliateReturned;
  book(state, "chargeback", at, sale, {
    price: -price,
    fee: -fee,
    net: fee - price,
    shipping: before.refunded === 0 ? -sale.shipping : 0,
  });
  bookAffiliate(state, at, sale, affiliate);
  const taken = price - fee - affiliate;
  sale.changes = [...(sale.changes ?? []), { ...before, at, disputed: true, taken }];
  state.announce({ name: "dispute", at, sale });
  if (sale.subscription >= 0) disputedSubscription(state, sale.subscription, at);
  return undefined;
}

/** The bank decides for the seller: what was taken is credited. A loss changes nothing and is never told. */
export function winDispute(state: State, sale: Sale, at: Seconds): string | undefined {
  const before = latest(sale);
  if (!before.disputed) return "This sale is not disputed.";
  if (before.disputeWon) return "This dispute is won already.";
  sale.changes = [...(sale.changes ?? []), { ...before, at, disputeWon: true }];
  book(state, "credit", at, sale, { price: 0, fee: 0, net: before.taken });
  state.announce({ name: "dispute_won", at, sale });
  if (sale.subscription >= 0) restartSubscription(state, sale.subscription, at);
  return undefined;
}
