import type { Seconds } from "../moment.ts";
import type { Cents } from "./money.ts";
import type { ProductPlan } from "./shop-plan.ts";

/** What a purchase is, where it is not a plain one. */
export const marks = {
  discover: 1,
  test: 1 << 1,
  preorderAuthorization: 1 << 2,
  giftSender: 1 << 3,
  giftReceiver: 1 << 4,
  freeTrial: 1 << 5,
  renewal: 1 << 6,
  bundle: 1 << 7,
  bundleChild: 1 << 8,
  affiliate: 1 << 9,
  localCharge: 1 << 10,
} as const;

/** Purchases that lists leave out. */
export const unlisted = marks.test | marks.preorderAuthorization | marks.giftReceiver;

/** One purchase. Small, for a busy year has hundreds of thousands; what is derived is not kept. */
export type Sale = {
  /** Row number; ids are made of it. */
  readonly number: number;
  /** `created_at` */
  readonly at: Seconds;
  /** Since when it is paid and listed; later than `at` where the payment took its time. */
  readonly paidAt: Seconds;
  readonly product: number;
  readonly buyer: number;
  /** Of `marks`. */
  readonly marks: number;
  readonly quantity: number;
  /** Place in the product's list of variants or tiers; −1 for none. */
  readonly variant: number;
  /** What the buyer saw, in the listed currency's smallest unit. */
  readonly listed: number;
  readonly price: Cents;
  readonly fee: Cents;
  readonly affiliate: Cents;
  /** What Gumroad adds and remits by itself; no part of the price. */
  readonly tax: Cents;
  readonly shipping: Cents;
  readonly tip: Cents;
  /** Number of the subscription; −1 for none. */
  readonly subscription: number;
  /** 31 bits of chance of its own. */
  readonly roll: number;
  readonly more: SaleMore | undefined;
  /** What became of it, the newest last. */
  changes: readonly Change[] | undefined;
};

/** What few sales have. */
export type SaleMore = {
  readonly giftee?: string;
  readonly giftPrice?: Cents;
  readonly gifter?: string;
  readonly offer?: { readonly code: string; readonly percent: number };
  readonly authorizedAt?: Seconds;
  readonly localCurrency?: { readonly currency: string; readonly perUsdMilli: number };
  /** Given by hand in place of the seeded buyer's. */
  readonly email?: string;
  readonly name?: string;
};

/** How a sale stands since a moment. */
export type Change = {
  readonly at: Seconds;
  /** In the listed currency's smallest unit, and in US cents. */
  readonly refundedListed: number;
  readonly refunded: Cents;
  readonly feeReturned: Cents;
  readonly affiliateReturned: Cents;
  readonly disputed: boolean;
  readonly disputeWon: boolean;
  /** What the dispute took from the seller, affiliate's part apart. */
  readonly taken: Cents;
};

export const unchanged: Change = {
  at: 0,
  refundedListed: 0,
  refunded: 0,
  feeReturned: 0,
  affiliateReturned: 0,
  disputed: false,
  disputeWon: false,
  taken: 0,
};

/** How a sale stood at a moment. */
export function standing(sale: Sale, at: Seconds): Change {
  if (sale.changes === undefined) return unchanged;
  for (let i = sale.changes.length - 1; i >= 0; i--) {
    const change = sale.changes[i];
    if (change !== undefined && change.at <= at) return change;
  }
  return unchanged;
}

/** How a sale stands in the end. */
export function latest(sale: Sale): Change {
  return sale.changes?.at(-1) ?? unchanged;
}

/** Whether money was ever taken for it. */
export function wasCharged(sale: Sale): boolean {
  return sale.price > 0 && (sale.marks & (unlisted | marks.freeTrial)) === 0;
}

export type Subscription = {
  readonly number: number;
  readonly product: number;
  readonly buyer: number;
  tier: number;
  recurrence: "monthly" | "yearly";
  readonly at: Seconds;
  readonly trialEndsAt: Seconds | undefined;
  /** Row numbers. */
  readonly sales: number[];
  readonly roll: number;
  readonly contact: Pick<SaleMore, "email" | "name">;
  requestedCancellationAt?: Seconds;
  cancelledBy?: "buyer" | "seller" | "payment-failures";
  cancelledAt?: Seconds;
  failedAt?: Seconds;
  endedAt?: Seconds;
  endedReason?: string;
};

/** A product as it is now: the plan and what changed since. */
export type Product = {
  readonly number: number;
  plan: ProductPlan;
  published: boolean;
  deleted: boolean;
  salesCount: number;
  salesCents: Cents;
  readonly createdAt: Seconds;
};

export type EntryKind = "sale" | "full-refund" | "partial-refund" | "chargeback" | "credit" | "affiliate";

/** One movement of the seller's balance. `net` is signed as it moves it. */
export type Entry = {
  readonly kind: EntryKind;
  readonly at: Seconds;
  readonly sale: number;
  readonly price: Cents;
  readonly fee: Cents;
  readonly shipping: Cents;
  readonly net: Cents;
  /** Number of the payout that took it; −1 while none has. */
  payout: number;
};

export type PayoutStatus = "processing" | "completed" | "failed" | "returned";

export type Payout = {
  readonly number: number;
  readonly at: Seconds;
  /** The last day whose movements it takes. */
  readonly throughDay: number;
  readonly entries: readonly number[];
  readonly feeCents: Cents;
  readonly amountCents: Cents;
  /** Since when it is what, the newest last. */
  readonly history: { readonly at: Seconds; readonly status: PayoutStatus }[];
};

export const webhookNames = [
  "sale",
  "refund",
  "dispute",
  "dispute_won",
  "cancellation",
  "subscription_ended",
  "subscription_restarted",
  "subscription_updated",
] as const;

export type WebhookName = (typeof webhookNames)[number];

export type Webhook = { readonly number: number; readonly name: WebhookName; readonly postUrl: string };
