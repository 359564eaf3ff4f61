import { formatMinor } from "../../domain/money/money.ts";

/** Money as it leaves the books: exact decimal text in the decimals of its currency, `{ "amount": "-1234.50", "currency": "USD" }`. */
export type Amount = { readonly amount: string; readonly currency: string };

/** Minor units as an amount. */
export function amountOf(minor: bigint, currency: string): Amount {
  return { amount: formatMinor(minor, currency), currency };
}
