import { dayOf } from "../moment.ts";
import { feeOf, policyAt, rateOn, ratio, toUsd } from "./money.ts";
import { marks, type Product, type Sale, type SaleMore } from "./records.ts";
import type { State } from "./state.ts";

/** What a row is made of, amounts in the listed currency's smallest unit. */
export type SaleParts = Pick<
  Sale,
  "at" | "paidAt" | "buyer" | "marks" | "quantity" | "variant" | "listed" | "tip" | "shipping" | "subscription" | "roll"
> & { readonly more: SaleMore | undefined };

/** Adds a row, with its amounts in US cents at the rate of its day. */
export function addSale(state: State, product: Product, parts: SaleParts): Sale {
  const { plan } = product;
  const rate = rateOn(state.seed, plan.currency, dayOf(parts.at));
  const price = toUsd(parts.listed, rate);
  const free = price === 0;
  const { country } = state.buyer(parts.buyer);
  const local = (parts.marks & marks.localCharge) !== 0 && country.charge !== undefined && !free;
  const affiliated = (parts.marks & marks.affiliate) !== 0 && plan.affiliate !== undefined && !free;
  const dropped = (local ? 0 : marks.localCharge) | (affiliated ? 0 : marks.affiliate) | (free ? marks.discover : 0);
  const kind = parts.marks & ~dropped;
  const policy = policyAt(state.fees, parts.at * 1_000);
  const sale: Sale = {
    number: state.sales.length,
    at: parts.at,
    paidAt: parts.paidAt,
    product: product.number,
    buyer: parts.buyer,
    marks: kind,
    quantity: parts.quantity,
    variant: parts.variant,
    listed: parts.listed,
    price,
    fee: feeOf(price, (kind & marks.discover) !== 0, policy),
    affiliate: affiliated ? ratio(price, plan.affiliate?.percent ?? 0, 100) : 0,
    tax: ratio(price, country.vat ?? 0, 100),
    shipping: toUsd(parts.shipping, rate),
    tip: toUsd(parts.tip, rate),
    subscription: parts.subscription,
    roll: parts.roll,
    more: local && country.charge ? { ...parts.more, localCurrency: country.charge } : parts.more,
    changes: undefined,
  };
  state.sales.push(sale);
  return sale;
}
