import type { Millis } from "../../src/base/clock.ts";

/** A shop as data: what it sells, how much, and what goes wrong how often. Shares are from 0 to 1. */
export type ShopPlan = {
  /** "Mopul Studio" */
  readonly name: string;
  /** The first part of the shop's address. */
  readonly handle: string;
  readonly email: string;
  /** The first moment at which anything is sold; days begin at midnight UTC. */
  readonly opensAt: Millis;
  /** The seller's zone, as a fixed distance from UTC. */
  readonly utcOffsetMinutes: number;
  readonly products: readonly ProductPlan[];
  /** Orders on an average day at the opening. */
  readonly ordersPerDay: number;
  /** What is added in a year: 0.5 is half as much again. */
  readonly growthPerYear: number;
  /** Seven factors, Sunday first. */
  readonly weekdays: readonly number[];
  /** A stretch of time in which more is bought, so that somebody who watches sees something: one order each so often. */
  readonly rush?: { readonly from: Millis; readonly to: Millis; readonly everySeconds: number };
  readonly shares: Shares;
  /** Fees by date, the oldest first; the last one that has begun counts. */
  readonly fees: readonly FeePolicy[];
  readonly payouts: PayoutPlan;
  /** Whether `GET /products` gives all in one piece, as before April 2026. */
  readonly productsUnpaged?: boolean;
  /** Rows on a page of sales; 10 at Gumroad. Larger ones are for measuring. */
  readonly salesPageSize?: number;
  /** The address of Settings > Advanced > Ping, where one was given. */
  readonly pingUrl?: string;
  /** Whether `GET /sales/:id` gives also what is not listed (test purchases and the like), as Gumroad's code does. */
  readonly unlistedById?: boolean;
};

export type ListedCurrency = "usd" | "eur" | "jpy";

export type ProductPlan = {
  readonly name: string;
  readonly permalink: string;
  readonly summary: string;
  readonly description: string;
  readonly category: readonly [id: number, path: string, label: string];
  readonly tags: readonly string[];
  readonly currency: ListedCurrency;
  /** In the listed currency's smallest unit; 0 for memberships, whose tiers have prices. */
  readonly price: number;
  /** How often it is bought in relation to the others; 0: only by hand. */
  readonly weight: number;
  readonly payWhatYouWant?: boolean;
  readonly variants?: { readonly title: string; readonly options: readonly VariantPlan[] };
  readonly membership?: MembershipPlan;
  /** Permalinks of what comes along, each as a sale of its own at no price. */
  readonly bundleOf?: readonly string[];
  /** A thing that is sent; the price of sending in the listed currency's smallest unit. */
  readonly shipping?: number;
  readonly licence?: boolean;
  readonly affiliate?: { readonly email: string; readonly percent: number };
  /** Until then orders are authorised only; at that moment they are charged. */
  readonly releasedAt?: Millis;
};

export type VariantPlan = { readonly name: string; readonly difference: number };

export type MembershipPlan = {
  readonly tiers: readonly { readonly name: string; readonly monthly: number; readonly yearly: number }[];
  readonly trialDays?: number;
};

export type Shares = {
  /** Of charged sales. */
  readonly refunded: number;
  /** Of the refunded ones: those where only a part goes back, and of these, those in several steps. */
  readonly partially: number;
  readonly inSteps: number;
  readonly disputed: number;
  readonly disputesWon: number;
  readonly discover: number;
  readonly affiliate: number;
  readonly offer: number;
  readonly several: number;
  readonly tip: number;
  readonly gift: number;
  readonly test: number;
  /** Payments that take minutes to days until the sale is listed, then with its old date. */
  readonly pending: number;
  /** Rows whose number is higher than their date would let expect. */
  readonly disordered: number;
  /** Orders of two or three products: rows of the same second. */
  readonly cart: number;
  readonly returning: number;
  readonly localCharge: number;
  /** Per renewal. */
  readonly cancelled: number;
  readonly paymentFailed: number;
  readonly yearly: number;
  readonly trial: number;
  readonly restarted: number;
  readonly upgraded: number;
};

/** Fees in thousandths of the price and US cents. */
export type FeePolicy = {
  readonly from: Millis;
  readonly permille: number;
  readonly fixed: number;
  readonly discoverPermille: number;
};

export type PayoutPlan = {
  /** 0 is Sunday; Gumroad pays on Fridays. */
  readonly weekday: number;
  readonly delayDays: number;
  readonly minimumCents: number;
  /** Taken from each payout; 0 for none. */
  readonly feeCents: number;
  readonly failed: number;
  readonly returned: number;
};

/** The rates of a usual shop. */
export const usualShares: Shares = {
  refunded: 0.03,
  partially: 0.3,
  inSteps: 0.3,
  disputed: 0.004,
  disputesWon: 0.45,
  discover: 0.18,
  affiliate: 0.3,
  offer: 0.12,
  several: 0.06,
  tip: 0.03,
  gift: 0.015,
  test: 0.01,
  pending: 0.01,
  disordered: 0.01,
  cart: 0.05,
  returning: 0.25,
  localCharge: 0.6,
  cancelled: 0.06,
  paymentFailed: 0.015,
  yearly: 0.15,
  trial: 0.2,
  restarted: 0.1,
  upgraded: 0.01,
};

/** 10 % + 50 c and 2.9 % + 30 c in one; sales that Gumroad's own shop brought cost 30 %. */
export const usualFees: FeePolicy = { from: 0, permille: 129, fixed: 80, discoverPermille: 300 };

/** Fridays, a week later, from 100 USD. */
export const usualPayouts: PayoutPlan = {
  weekday: 5,
  delayDays: 7,
  minimumCents: 10_000,
  feeCents: 0,
  failed: 0.03,
  returned: 0.02,
};
