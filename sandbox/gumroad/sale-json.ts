import { chanceOf } from "../chance.ts";
import { agoOf, dayOf, daystampOf, isoOf, plainDateOf, type Seconds } from "../moment.ts";
import type { Buyer } from "../world/buyers.ts";
import { amountText, displayText, fromUsd, listedText, rateOn, symbolOf } from "./money.ts";
import { type Change, marks, type Product, type Sale, type Subscription, standing, wasCharged } from "./records.ts";
import { productAt, type State } from "./state.ts";

type Json = Readonly<Record<string, unknown>>;

/** A sale as the API shows it at `now`, as things stood at `asOf`. What is undefined is left out of the text. */
export function saleJson(state: State, sale: Sale, now: Seconds, asOf: Seconds = now): Json {
  const product = productAt(state, sale.product);
  const buyer = state.buyer(sale.buyer);
  const stands = standing(sale, asOf);
  const seen: Seen = { state, sale, product, buyer, stands, asOf };
  return {
    ...headOf(seen, now),
    ...moneyOf(seen),
    ...personOf(seen),
    ...flagsOf(seen),
    ...tailOf(seen),
    ...subscriptionOf(seen),
    ...rareOf(seen),
  };
}

type Seen = {
  readonly state: State;
  readonly sale: Sale;
  readonly product: Product;
  readonly buyer: Buyer;
  readonly stands: Change;
  readonly asOf: Seconds;
};

const has = (sale: Sale, mark: number): boolean => (sale.marks & mark) !== 0;

/** Who paid, as given at the checkout. A test purchase is the seller's own. */
export function checkoutOf(state: State, sale: Sale): { readonly email: string; readonly name: string } {
  if (has(sale, marks.test)) return { email: state.shop.email, name: state.shop.name };
  const buyer = state.buyer(sale.buyer);
  return { email: sale.more?.email ?? buyer.email, name: sale.more?.name ?? buyer.name };
}

/** Digits of the seller's own account as a purchaser. */
export const sellerAccount = "5550001112223";

export function purchaserOf(state: State, sale: Sale): string | undefined {
  if (has(sale, marks.test)) return sellerAccount;
  return sale.more?.email === undefined ? state.buyer(sale.buyer).accountId : undefined;
}

function headOf({ state, sale, product, buyer }: Seen, now: Seconds): Json {
  const checkout = checkoutOf(state, sale);
  const account = sale.more?.email === undefined && !has(sale, marks.test) ? buyer.accountEmail : undefined;
  return {
    id: state.ids.idOf("sale", sale.number),
    email: account ?? checkout.email,
    seller_id: state.ids.idOf("seller", 1),
    timestamp: agoOf(sale.at, now),
    daystamp: daystampOf(sale.at, state.shop.utcOffsetMinutes),
    created_at: isoOf(sale.at),
    product_name: product.plan.name,
    product_has_variants: hasVariants(product),
  };
}

function hasVariants({ plan }: Product): boolean {
  return plan.variants !== undefined || plan.membership !== undefined;
}

function moneyOf({ state, sale, product, stands }: Seen): Json {
  const { currency } = product.plan;
  const rate = rateOn(state.seed, currency, dayOf(sale.at));
  const suffix = recurrenceText(state, sale);
  const left = wasCharged(sale) ? sale.listed - stands.refundedListed : 0;
  const total = currency === "usd" ? sale.price : fromUsd(sale.price, rate);
  return {
    price: sale.price,
    gumroad_fee: sale.fee,
    is_bundle_purchase: has(sale, marks.bundle),
    is_bundle_product_purchase: has(sale, marks.bundleChild),
    formatted_display_price: displayText(sale.listed, currency) + suffix,
    formatted_total_price: displayText(total, currency) + suffix,
    currency_symbol: symbolOf(currency),
    currency,
    amount_refundable_in_currency: listedText(left, currency),
    product_id: state.ids.idOf("product", product.number),
    product_permalink: product.plan.permalink,
    // Never charged: there is nothing to say about refunds, and the key is missing.
    refunded: wasCharged(sale) ? stands.refunded >= sale.price : undefined,
    partially_refunded: stands.refunded > 0 && stands.refunded < sale.price,
    chargedback: stands.disputed && !stands.disputeWon,
  };
}

function subscriptionFor(state: State, sale: Sale): Subscription | undefined {
  return sale.subscription < 0 ? undefined : state.subscriptions[sale.subscription];
}

function recurrenceText(state: State, sale: Sale): string {
  const one = subscriptionFor(state, sale);
  if (one === undefined) return "";
  return one.recurrence === "yearly" ? " a year" : " a month";
}

function personOf({ state, sale, product, buyer }: Seen): Json {
  const checkout = checkoutOf(state, sale);
  const sent = product.plan.shipping !== undefined;
  return {
    purchase_email: checkout.email,
    giftee_email: has(sale, marks.giftSender) ? sale.more?.giftee : undefined,
    full_name: checkout.name,
    street_address: sent ? buyer.place.street : undefined,
    city: sent ? buyer.place.city : undefined,
    zip_code: buyer.place.zip,
    state: buyer.place.state,
    country: buyer.country.name,
    country_iso2: buyer.country.code,
  };
}

function flagsOf({ state, sale, product, stands }: Seen): Json {
  const chance = chanceOf(state.seed, 0x5ee, sale.roll);
  const discover = has(sale, marks.discover);
  return {
    paid: sale.price > 0,
    has_variants: sale.variant >= 0,
    variants_and_quantity: variantsText(product, sale),
    has_custom_fields: false,
    custom_fields: {},
    order_id: state.ids.digitsOf(sale.number),
    is_product_physical: product.plan.shipping !== undefined,
    purchaser_id: purchaserOf(state, sale),
    is_recurring_billing: product.plan.membership !== undefined,
    can_contact: chance.hits(0.93),
    is_following: false,
    disputed: stands.disputed,
    dispute_won: stands.disputeWon,
    is_additional_contribution: false,
    discover_fee_charged: discover,
    is_upgrade_purchase: false,
    is_more_like_this_recommended: false,
    is_gift_sender_purchase: has(sale, marks.giftSender),
    is_gift_receiver_purchase: has(sale, marks.giftReceiver),
    referrer: discover ? "https://gumroad.com/discover" : chance.pick(referrers),
    paypal_refund_expired: false,
    tip_cents: sale.tip > 0 ? sale.tip : undefined,
    tax_cents: sale.tax,
    shipping_cents: sale.shipping,
    tax_label: sale.tax > 0 ? "VAT" : undefined,
    tax_included_in_price: sale.tax > 0 ? false : undefined,
    access_revoked: false,
    preorder_authorization_time: sale.more?.authorizedAt === undefined ? undefined : isoOf(sale.more.authorizedAt),
    variants_price_cents: 0,
  };
}

export const referrers: readonly string[] = [
  "direct",
  "direct",
  "direct",
  "https://www.pinterest.com/",
  "https://news.example.org/",
  "https://www.google.com/",
];

function variantName({ plan }: Product, sale: Sale): string | undefined {
  return (plan.membership?.tiers ?? plan.variants?.options)?.[sale.variant]?.name;
}

/** `{"Tier": "Reader"}` */
export function variantsOf(product: Product, sale: Sale): Readonly<Record<string, string>> | undefined {
  const name = variantName(product, sale);
  if (name === undefined) return undefined;
  return { [product.plan.membership ? "Tier" : (product.plan.variants?.title ?? "Version")]: name };
}

function variantsText(product: Product, sale: Sale): string {
  const name = variantName(product, sale);
  const times = sale.quantity > 1 ? ` x ${sale.quantity}` : "";
  return name === undefined ? (sale.quantity > 1 ? `x ${sale.quantity}` : "") : `(${name})${times}`;
}

const noCard = { visual: null, type: null, bin: null, expiry_month: null, expiry_year: null };

/** The card that paid; all null where nothing was. */
export function cardOf(state: State, sale: Sale): { readonly visual: string | null; readonly type: string | null } {
  if (sale.price === 0) return { visual: null, type: null };
  const chance = chanceOf(state.seed, 0xca4d, sale.buyer);
  const digits = String(chance.below(10_000)).padStart(4, "0");
  return { visual: `**** **** **** ${digits}`, type: chance.pick(["visa", "visa", "mastercard", "amex"]) };
}

function tailOf({ state, sale, product }: Seen): Json {
  return {
    buyer_presentment: presentmentOf(state, sale),
    sent_abandoned_cart_email: false,
    card: { ...noCard, ...cardOf(state, sale) },
    product_rating: null,
    reviews_count: 14,
    average_rating: 4.6,
    quantity: sale.quantity,
    variants: variantsOf(product, sale),
  };
}

/** What the buyer's card was charged, in its own currency; a part that is refunded is refunded there too. */
function presentmentOf(state: State, sale: Sale): Json | undefined {
  const local = sale.more?.localCurrency;
  if (local === undefined) return undefined;
  const inLocal = (cents: number): number => Math.round((cents * local.perUsdMilli) / 1_000);
  const refunded = standing(sale, state.livedUntil).refunded;
  return {
    currency: local.currency,
    price_cents: inLocal(sale.price - sale.shipping),
    tip_cents: 0,
    seller_tax_cents: 0,
    gumroad_tax_cents: inLocal(sale.tax),
    shipping_cents: inLocal(sale.shipping),
    total_cents: inLocal(sale.price - sale.shipping) + inLocal(sale.tax) + inLocal(sale.shipping),
    fx_rate: (1_000 / local.perUsdMilli).toFixed(4),
    refunded_cents: inLocal(refunded),
  };
}

function subscriptionOf({ state, sale, asOf }: Seen): Json | undefined {
  const one = subscriptionFor(state, sale);
  if (one === undefined) return undefined;
  const since = (at: Seconds | undefined): boolean => at !== undefined && at <= asOf;
  const trial = one.trialEndsAt;
  const renewal = has(sale, marks.renewal);
  return {
    subscription_duration: one.recurrence,
    cancellation_date: since(one.requestedCancellationAt) ? isoOf(one.requestedCancellationAt ?? 0) : undefined,
    subscription_end_date: since(one.endedAt) ? isoOf(one.endedAt ?? 0).slice(0, 10) : undefined,
    subscription_id: state.ids.idOf("subscription", one.number),
    cancelled: since(one.requestedCancellationAt) || since(one.failedAt),
    dead: since(one.endedAt),
    ended: since(one.endedAt) && one.endedReason === "fixed_subscription_period_ended",
    free_trial_ended: renewal ? undefined : trial === undefined ? null : trial <= asOf,
    free_trial_ends_on: renewal ? undefined : trial === undefined ? null : plainDateOf(trial),
    recurring_charge: renewal,
  };
}

function rareOf({ state, sale, product }: Seen): Json {
  const { more, roll } = sale;
  return {
    ...(more?.authorizedAt === undefined && !has(sale, marks.preorderAuthorization)
      ? undefined
      : {
          preorder_cancelled: false,
          is_preorder_authorization: has(sale, marks.preorderAuthorization),
          is_in_preorder_state: has(sale, marks.preorderAuthorization),
        }),
    ...(state.shipped.has(sale.number) ? { shipped: true, tracking_url: state.shipped.get(sale.number) } : undefined),
    offer_code:
      more?.offer === undefined
        ? undefined
        : { code: more.offer.code, displayed_amount_off: `${more.offer.percent}%`, name: more.offer.code },
    affiliate:
      sale.affiliate > 0
        ? { email: product.plan.affiliate?.email, amount: `$${amountText(sale.affiliate)}` }
        : undefined,
    discover_fee_percentage: has(sale, marks.discover) ? 30 : undefined,
    ...(product.plan.licence && !has(sale, marks.preorderAuthorization) ? licenceOf(state, sale, roll) : undefined),
    ...(sale.shipping > 0 ? { formatted_shipping_amount: displayText(sale.shipping, "usd") } : undefined),
  };
}

/** `7C1D0A9E-4B2F4E61-90AA13D5-5E0F2B77` */
export function licenceKeyOf(state: State, sale: Sale): string {
  const chance = chanceOf(state.seed, 0x11c, sale.number);
  const part = (): string => ((chance.next() << 1) >>> 0).toString(16).toUpperCase().padStart(8, "0");
  return [part(), part(), part(), part()].join("-");
}

function licenceOf(state: State, sale: Sale, roll: number): Json {
  return {
    license_key: licenceKeyOf(state, sale),
    license_id: state.ids.idOf("licence", sale.number),
    license_disabled: false,
    license_uses: roll % 3,
    is_multiseat_license: false,
  };
}
