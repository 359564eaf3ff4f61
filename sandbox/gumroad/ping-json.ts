import { isoOf } from "../moment.ts";
import { marks, type Sale, type Subscription, standing, type WebhookName, wasCharged } from "./records.ts";
import {
  cardOf,
  checkoutOf,
  has,
  licenceKeyOf,
  mayContact,
  purchaserOf,
  referrerOf,
  variantsOf,
} from "./sale-facts.ts";
import { type News, productAt, type State } from "./state.ts";
import { emailOf } from "./subscriber-json.ts";

type Json = Readonly<Record<string, unknown>>;

/** What a message says, as things stand when it is sent. */
export function pingJson(state: State, news: News): Json {
  if (news.sale !== undefined) return salePing(state, news.sale, news.name);
  if (news.subscription === undefined) return { resource_name: news.name };
  return subscriptionPing(state, news.subscription, news);
}

function salePing(state: State, sale: Sale, name: WebhookName): Json {
  const product = productAt(state, sale.product);
  const { plan } = product;
  const buyer = state.buyer(sale.buyer);
  const checkout = checkoutOf(state, sale);
  const stands = standing(sale, state.livedUntil);
  return {
    seller_id: state.ids.idOf("seller", 1),
    product_id: state.ids.idOf("product", product.number),
    product_name: plan.name,
    permalink: plan.permalink,
    product_permalink: `https://${state.shop.handle}.gumroad.com/l/${plan.permalink}`,
    short_product_id: plan.permalink,
    email: checkout.email,
    price: sale.price,
    gumroad_fee: sale.fee,
    currency: plan.currency,
    quantity: sale.quantity,
    discover_fee_charged: has(sale, marks.discover),
    can_contact: mayContact(sale),
    referrer: referrerOf(sale),
    card: cardOf(state, sale),
    order_number: state.ids.digitsOf(sale.number),
    sale_id: state.ids.idOf("sale", sale.number),
    sale_timestamp: isoOf(sale.at),
    ip_country: buyer.country.name,
    is_gift_receiver_purchase: has(sale, marks.giftReceiver),
    refunded: wasCharged(sale) && stands.refunded >= sale.price,
    resource_name: name,
    disputed: stands.disputed,
    dispute_won: stands.disputeWon,
    full_name: checkout.name,
    ...rareOf(state, sale),
  };
}

function rareOf(state: State, sale: Sale): Json {
  const product = productAt(state, sale.product);
  const subscription = state.subscriptions[sale.subscription];
  const variants = variantsOf(product, sale);
  const purchaser = purchaserOf(state, sale);
  return {
    ...(purchaser === undefined ? {} : { purchaser_id: purchaser }),
    ...(subscription === undefined
      ? {}
      : {
          subscription_id: state.ids.idOf("subscription", subscription.number),
          recurrence: subscription.recurrence,
        }),
    ...(sale.affiliate > 0
      ? { affiliate: product.plan.affiliate?.email, affiliate_credit_amount_cents: sale.affiliate }
      : {}),
    ...(variants === undefined ? {} : { variants }),
    ...(sale.more?.offer === undefined ? {} : { offer_code: sale.more.offer.code }),
    ...(product.plan.licence ? { license_key: licenceKeyOf(state, sale), is_multiseat_license: false } : {}),
    ...(sale.shipping > 0 ? { shipping_rate: sale.shipping } : {}),
    ...(has(sale, marks.test) ? { test: true } : {}),
    ...(has(sale, marks.renewal) ? { is_recurring_charge: true } : {}),
    ...(has(sale, marks.preorderAuthorization) ? { is_preorder_authorization: true } : {}),
    ...(has(sale, marks.giftReceiver) ? { gift_price: sale.more?.giftPrice, gifter_email: sale.more?.gifter } : {}),
  };
}

function subscriptionPing(state: State, one: Subscription, { name, at, more }: News): Json {
  return {
    subscription_id: state.ids.idOf("subscription", one.number),
    product_id: state.ids.idOf("product", one.product),
    product_name: productAt(state, one.product).plan.name,
    user_id: state.buyer(one.buyer).accountId ?? null,
    user_email: emailOf(state, one),
    purchase_ids: one.sales.map((number) => state.ids.idOf("sale", number)),
    created_at: isoOf(one.at),
    charge_occurrence_count: null,
    recurrence: one.recurrence,
    free_trial_ends_at: one.trialEndsAt === undefined ? null : isoOf(one.trialEndsAt),
    resource_name: name,
    ...(name === "cancellation" ? { cancelled: true, cancelled_at: isoOf(at), ...cancelledBy(one) } : {}),
    ...(name === "subscription_ended" ? { ended_at: isoOf(at), ended_reason: one.endedReason ?? "cancelled" } : {}),
    ...(name === "subscription_restarted" ? { restarted_at: isoOf(at) } : {}),
    ...more,
  };
}

function cancelledBy(one: Subscription): Json {
  if (one.cancelledBy === "payment-failures") return { cancelled_due_to_payment_failures: true };
  return one.cancelledBy === "seller" ? { cancelled_by_seller: true } : { cancelled_by_buyer: true };
}

/** As a form: nested names in brackets, lists as `name[]`, nothing for null. */
export function formText(value: Json): string {
  const pairs: string[] = [];
  for (const [key, held] of Object.entries(value)) addPairs(pairs, encoded(key), held);
  return pairs.join("&");
}

function addPairs(pairs: string[], key: string, held: unknown): void {
  if (Array.isArray(held)) for (const one of held) addPairs(pairs, `${key}[]`, one);
  else if (typeof held === "object" && held !== null) {
    for (const [inner, value] of Object.entries(held)) addPairs(pairs, `${key}[${encoded(inner)}]`, value);
  } else pairs.push(`${key}=${held === null || held === undefined ? "" : encoded(String(held))}`);
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
