import { chanceOf } from "../chance.ts";
import type { FeePolicy, ListedCurrency } from "./shop-plan.ts";

/** Whole US cents. The twin's own arithmetic: it shares none with what it is there to try. */
export type Cents = number;

/** Numerator over denominator, halves away from zero as Ruby's `round`; for whole positive numbers. */
export function ratio(value: number, numerator: number, denominator: number): number {
  return Math.floor((value * numerator * 2 + denominator) / (denominator * 2));
}

/** What Gumroad takes from a new sale; nothing of a sale at no price. */
export function feeOf(price: Cents, discover: boolean, policy: FeePolicy): Cents {
  if (price === 0) return 0;
  if (discover) return Math.min(price, ratio(price, policy.discoverPermille, 1_000));
  return Math.min(price, ratio(price, policy.permille, 1_000) + policy.fixed);
}

/** The card processor's part of a fee, 2.9 % + 30 c, which a refund does not bring back. */
export function keptOf(price: Cents, fee: Cents): Cents {
  return Math.min(fee, ratio(price, 29, 1_000) + 30);
}

export type Policies = readonly FeePolicy[];

/** The policy in force at a moment in milliseconds. */
export function policyAt(policies: Policies, at: number): FeePolicy {
  let found = policies[0];
  for (const one of policies) if (one.from <= at) found = one;
  if (found === undefined) throw new RangeError("a shop needs a fee policy");
  return found;
}

/** What a currency is worth on average, in millionths of a US dollar for its smallest unit, and how far it strays. */
const worth: Readonly<Record<ListedCurrency, { readonly middle: number; readonly reach: number }>> = {
  usd: { middle: 10_000, reach: 0 },
  eur: { middle: 10_870, reach: 300 },
  jpy: { middle: 6_667, reach: 250 },
};

/**
 * The rate of a day: US dollars for the currency's smallest unit, in millionths. It wanders by a slow triangle and a
 * little noise, all in whole numbers.
 */
export function rateOn(seed: number, currency: ListedCurrency, day: number): number {
  const { middle, reach } = worth[currency];
  if (reach === 0) return middle;
  const period = 160;
  const place = (day + (seed % period)) % period;
  const triangle = Math.abs(place - period / 2) - period / 4;
  const noise = chanceOf(seed, 0x4a7e, day, currency.charCodeAt(0)).below(41) - 20;
  return middle + Math.trunc((reach * triangle) / (period / 4)) + noise;
}

/** US cents of an amount in a currency's smallest unit at a rate of `rateOn`. */
export function toUsd(listed: number, rate: number): Cents {
  return ratio(listed, rate, 10_000);
}

/** The way back, which may miss by a unit. */
export function fromUsd(cents: Cents, rate: number): number {
  return ratio(cents, 10_000, rate);
}

const symbols: Readonly<Record<ListedCurrency, string>> = { usd: "$", eur: "€", jpy: "¥" };

export function symbolOf(currency: ListedCurrency): string {
  return symbols[currency];
}

/** `1,500`, `43.50`, `29`: decimals only where there are any, no symbol. */
export function listedText(amount: number, currency: ListedCurrency): string {
  if (currency === "jpy") return grouped(amount);
  const whole = grouped(Math.floor(amount / 100));
  return amount % 100 === 0 ? whole : `${whole}.${String(amount % 100).padStart(2, "0")}`;
}

/** `$43.50`, `¥1,500` */
export function displayText(amount: number, currency: ListedCurrency): string {
  return symbols[currency] + listedText(amount, currency);
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Cents as Ruby writes a float of dollars in JSON: `29.0`, `-4.5`, `-0.0`. */
export function dollarsText(cents: Cents): string {
  const size = Math.abs(cents);
  const sign = cents < 0 || Object.is(cents, -0) ? "-" : "";
  const rest = size % 100;
  const decimals = rest % 10 === 0 ? String(rest / 10) : String(rest).padStart(2, "0");
  return `${sign}${Math.floor(size / 100)}.${decimals}`;
}

/** `412.37`: two decimals always. */
export function amountText(cents: Cents): string {
  const size = Math.abs(cents);
  return `${cents < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}
