import type { Seconds } from "../moment.ts";
import type { Cents } from "./money.ts";
import type { Entry, EntryKind, Sale } from "./records.ts";
import type { State } from "./state.ts";

type Amounts = { readonly price: Cents; readonly fee: Cents; readonly net: Cents; readonly shipping?: Cents };

/** Writes one movement of the seller's balance down. */
export function book(state: State, kind: EntryKind, at: Seconds, sale: Sale, amounts: Amounts): void {
  const { price, fee, net, shipping = 0 } = amounts;
  const entry: Entry = { kind, at, sale: sale.number, price, fee, shipping, net, payout: -1 };
  state.unpaid.push(state.entries.length);
  state.entries.push(entry);
}

/** What a paid sale brings, and what its affiliate gets of it. */
export function bookSale(state: State, sale: Sale): void {
  const { price, fee, shipping, paidAt } = sale;
  book(state, "sale", paidAt, sale, { price, fee, net: price - fee, shipping });
  bookAffiliate(state, paidAt, sale, -sale.affiliate);
}

/** An affiliate's part: negative when it goes, positive when it comes back. */
export function bookAffiliate(state: State, at: Seconds, sale: Sale, net: Cents): void {
  if (net !== 0) book(state, "affiliate", at, sale, { price: 0, fee: 0, net });
}

/** The sum of what no payout has taken yet. */
export function unpaidCents(state: State): Cents {
  let sum = 0;
  for (const place of state.unpaid) sum += state.entries[place]?.net ?? 0;
  return sum;
}
