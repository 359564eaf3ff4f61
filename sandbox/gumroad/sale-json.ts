import { agoOf, dayOf, daystampOf, isoOf, plainDateOf, type Seconds } from "../moment.ts";
import type { Buyer } from "../world/buyers.ts";
import { amountText, displayText, fromUsd, listedText, rateOn, symbolOf } from "./money.ts";
import { type Change, marks, type Product, type Sale, type Subscription, standing, wasCharged } from "./records.ts";
import {
  cardOf,
  checkoutOf,
  has,
  licenceKeyOf,
  mayContact,
  purchaserOf,
  referrerOf,
  variantName,
  variantsOf,
} from "./sale-facts.ts";
import { productAt, type State } from "./state.ts";

/**
 * A sale as the API shows it at `now`, as things stood at `asOf`: JSON text. It is put together from pieces of text,
 * since a backfill asks for hundreds of thousands and an object of ninety members is slow to build and to write.
 */
export function saleText(state: State, sale: Sale, now: Seconds, asOf: Seconds = now): string {
  const product = productAt(state, sale.product);
  const seen: Seen = {
    state,
    sale,
    product,
    buyer: state.buyer(sale.buyer),
    stands: standing(sale, asOf),
    subscription: sale.subscription < 0 ? undefined : state.subscriptions[sale.subscription],
    asOf,
  };
  return `{${headOf(seen, now)}${moneyOf(seen)}${personOf(seen)}${flagsOf(seen)}${costsOf(seen)}${tailOf(seen)}${subscriptionOf(seen)}${rareOf(seen)}}`;
}

/** The same as a value. */
export function saleJson(state: State, sale: Sale, now: Seconds): unknown {
  return JSON.parse(saleText(state, sale, now));
}

type Seen = {
  readonly state: State;
  readonly sale: Sale;
  readonly product: Product;
  readonly buyer: Buyer;
  readonly stands: Change;
  readonly subscription: Subscription | undefined;
  readonly asOf: Seconds;
};

const quoted = (text: string): string => JSON.stringify(text);

/** A member that is left out where there is nothing to say; all pieces but the first begin with a comma. */
function some(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":${quoted(value)}`;
}

function headOf({ state, sale, product, buyer }: Seen, now: Seconds): string {
  const checkout = checkoutOf(state, sale);
  const account = sale.more?.email === undefined && !has(sale, marks.test) ? buyer.accountEmail : undefined;
  const { plan } = product;
  return `"id":"${state.ids.idOf("sale", sale.number)}","email":${quoted(account ?? checkout.email)},"seller_id":"${state.sellerId}","timestamp":"${agoOf(sale.at, now)}","daystamp":"${daystampOf(sale.at, state.shop.utcOffsetMinutes)}","created_at":"${isoOf(sale.at)}","product_name":${quoted(plan.name)},"product_has_variants":${plan.variants !== undefined || plan.membership !== undefined}`;
}

function moneyOf({ state, sale, product, stands, subscription }: Seen): string {
  const { currency, permalink } = product.plan;
  const suffix = subscription === undefined ? "" : subscription.recurrence === "yearly" ? " a year" : " a month";
  const charged = wasCharged(sale);
  const left = charged ? sale.listed - stands.refundedListed : 0;
  const total = currency === "usd" ? sale.price : fromUsd(sale.price, rateOn(state.seed, currency, dayOf(sale.at)));
  // Never charged: there is nothing to say about refunds, and the key is missing.
  const refunded = charged ? `,"refunded":${stands.refunded >= sale.price}` : "";
  const partially = stands.refunded > 0 && stands.refunded < sale.price;
  return `,"price":${sale.price},"gumroad_fee":${sale.fee},"is_bundle_purchase":${has(sale, marks.bundle)},"is_bundle_product_purchase":${has(sale, marks.bundleChild)},"formatted_display_price":"${displayText(sale.listed, currency)}${suffix}","formatted_total_price":"${displayText(total, currency)}${suffix}","currency_symbol":"${symbolOf(currency)}","currency":"${currency}","amount_refundable_in_currency":"${listedText(left, currency)}","product_id":"${state.productId(product.number)}","product_permalink":${quoted(permalink)}${refunded},"partially_refunded":${partially},"chargedback":${stands.disputed && !stands.disputeWon}`;
}

function personOf({ state, sale, product, buyer }: Seen): string {
  const { email, name } = checkoutOf(state, sale);
  const { place, country } = buyer;
  const sent = product.plan.shipping !== undefined;
  const giftee = has(sale, marks.giftSender) ? sale.more?.giftee : undefined;
  const street = sent ? `,"street_address":${quoted(place.street)},"city":${quoted(place.city)}` : "";
  return `,"purchase_email":${quoted(email)}${some("giftee_email", giftee)},"full_name":${quoted(name)}${street},"zip_code":"${place.zip}"${some("state", place.state)},"country":"${country.name}","country_iso2":"${country.code}"`;
}

function flagsOf({ state, sale, product, stands }: Seen): string {
  const { plan } = product;
  return `,"paid":${sale.price > 0},"has_variants":${sale.variant >= 0},"variants_and_quantity":${quoted(variantsText(product, sale))},"has_custom_fields":false,"custom_fields":{},"order_id":${state.ids.digitsOf(sale.number)},"is_product_physical":${plan.shipping !== undefined}${some("purchaser_id", purchaserOf(state, sale))},"is_recurring_billing":${plan.membership !== undefined},"can_contact":${mayContact(sale)},"is_following":false,"disputed":${stands.disputed},"dispute_won":${stands.disputeWon},"is_additional_contribution":false,"discover_fee_charged":${has(sale, marks.discover)},"is_upgrade_purchase":false,"is_more_like_this_recommended":false,"is_gift_sender_purchase":${has(sale, marks.giftSender)},"is_gift_receiver_purchase":${has(sale, marks.giftReceiver)},"referrer":"${referrerOf(sale)}","paypal_refund_expired":false`;
}

function costsOf({ sale }: Seen): string {
  const tip = sale.tip > 0 ? `,"tip_cents":${sale.tip}` : "";
  const tax = sale.tax > 0 ? `,"tax_label":"VAT","tax_included_in_price":false` : "";
  const authorized = sale.more?.authorizedAt;
  const preorder = some("preorder_authorization_time", authorized === undefined ? undefined : isoOf(authorized));
  return `${tip},"tax_cents":${sale.tax},"shipping_cents":${sale.shipping}${tax},"access_revoked":false${preorder},"variants_price_cents":0`;
}

function variantsText(product: Product, sale: Sale): string {
  const name = variantName(product, sale);
  const times = sale.quantity > 1 ? `x ${sale.quantity}` : "";
  return [...(name === undefined ? [] : [`(${name})`]), ...(times ? [times] : [])].join(" ");
}

function tailOf({ state, sale, product, stands }: Seen): string {
  const card = cardOf(state, sale);
  const presentment = presentmentOf(sale, stands);
  const variants = variantsOf(product, sale);
  const local = presentment === undefined ? "" : `,"buyer_presentment":${JSON.stringify(presentment)}`;
  const chosen = variants === undefined ? "" : `,"variants":${JSON.stringify(variants)}`;
  return `${local},"sent_abandoned_cart_email":false,"card":{"visual":${JSON.stringify(card.visual)},"type":${JSON.stringify(card.type)},"bin":null,"expiry_month":null,"expiry_year":null},"product_rating":null,"reviews_count":14,"average_rating":4.6,"quantity":${sale.quantity}${chosen}`;
}

/** What the buyer's card was charged, in its own currency; a part that is refunded is refunded there too. */
function presentmentOf(sale: Sale, stands: Change): object | undefined {
  const local = sale.more?.localCurrency;
  if (local === undefined) return undefined;
  const inLocal = (cents: number): number => Math.round((cents * local.perUsdMilli) / 1_000);
  return {
    currency: local.currency,
    price_cents: inLocal(sale.price - sale.shipping),
    tip_cents: 0,
    seller_tax_cents: 0,
    gumroad_tax_cents: inLocal(sale.tax),
    shipping_cents: inLocal(sale.shipping),
    total_cents: inLocal(sale.price - sale.shipping) + inLocal(sale.tax) + inLocal(sale.shipping),
    fx_rate: (1_000 / local.perUsdMilli).toFixed(4),
    refunded_cents: inLocal(stands.refunded),
  };
}

function subscriptionOf({ state, sale, subscription: one, asOf }: Seen): string {
  if (one === undefined) return "";
  const since = (at: Seconds | undefined): at is Seconds => at !== undefined && at <= asOf;
  const { requestedCancellationAt: asked, endedAt, trialEndsAt: trial } = one;
  const asked_ = since(asked) ? isoOf(asked) : undefined;
  const ended = since(endedAt) ? isoOf(endedAt).slice(0, 10) : undefined;
  const renewal = has(sale, marks.renewal);
  const trialText = `,"free_trial_ended":${trial === undefined ? null : trial <= asOf},"free_trial_ends_on":${trial === undefined ? null : quoted(plainDateOf(trial))}`;
  return `,"subscription_duration":"${one.recurrence}"${some("cancellation_date", asked_)}${some("subscription_end_date", ended)},"subscription_id":"${state.ids.idOf("subscription", one.number)}","cancelled":${since(asked) || since(one.failedAt)},"dead":${since(endedAt)},"ended":false${renewal ? "" : trialText},"recurring_charge":${renewal}`;
}

function rareOf({ state, sale, product }: Seen): string {
  const { more } = sale;
  const authorization = has(sale, marks.preorderAuthorization);
  const members = {
    ...(more?.authorizedAt === undefined && !authorization
      ? undefined
      : { preorder_cancelled: false, is_preorder_authorization: authorization, is_in_preorder_state: authorization }),
    ...(state.shipped.has(sale.number) ? { shipped: true, tracking_url: state.shipped.get(sale.number) } : undefined),
    ...(more?.offer && {
      offer_code: {
        code: more.offer.code,
        displayed_amount_off: `${more.offer.percent}%`,
        name: more.offer.code,
      },
    }),
    ...(sale.affiliate > 0
      ? { affiliate: { email: product.plan.affiliate?.email, amount: `$${amountText(sale.affiliate)}` } }
      : undefined),
    ...(has(sale, marks.discover) ? { discover_fee_percentage: 30 } : undefined),
    ...(product.plan.licence && !authorization ? licenceOf(state, sale) : undefined),
    ...(sale.shipping > 0 ? { formatted_shipping_amount: displayText(sale.shipping, "usd") } : undefined),
  };
  const text = JSON.stringify(members);
  return text === "{}" ? "" : `,${text.slice(1, -1)}`;
}

function licenceOf(state: State, sale: Sale): object {
  return {
    license_key: licenceKeyOf(state, sale),
    license_id: state.ids.idOf("licence", sale.number),
    license_disabled: false,
    license_uses: sale.roll % 3,
    is_multiseat_license: false,
  };
}
