import { err, ok, type Result } from "../../base/result.ts";
import type { SaleSighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { PulledRecord } from "../../spec/connector.ts";
import { canonicalText } from "../../spec/json-kit/canonical.ts";
import type { Exact } from "../../spec/json-kit/exact.ts";
import { type Fields, fieldsOf } from "../../spec/json-kit/fields.ts";
import { englishAmounts, readAmount } from "../../spec/profile-kit/amount.ts";
import { positive, present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";
import { restlessInSales } from "./quirks.ts";

/** All amounts of a sale are US cents, whatever the listing's currency (`currency`) is. */
const currency = "USD";

const restless: ReadonlySet<string> = new Set(Object.keys(restlessInSales));

/** One sale of the list as a record; the error is the clause that says what cannot be understood. */
export function saleRecord(raw: string, record: Exact): Result<PulledRecord, string> {
  const fields = fieldsOf(record, "the sale");
  const sale = saleOf(fields, saleNotes(fieldsOf(record)));
  const refusal = fields.refusal();
  if (refusal !== undefined) return err(refusal);
  return ok({
    id: sale.id,
    raw,
    sameness: canonicalText(record, restless),
    sightings: [sale],
    ...present({ at: sale.at }),
  });
}

function saleOf(fields: Fields, notes: SaleSighting["notes"]): SaleSighting {
  const gross = fields.count("price");
  if (gross === undefined) fields.refuse("price is empty");
  const at = fields.moment("created_at");
  if (at === undefined) fields.refuse("created_at is empty");
  const price = gross ?? 0n;
  const fee = fields.count("gumroad_fee");
  return {
    kind: "sale",
    id: fields.id("id"),
    currency,
    gross: price,
    ...present({
      at,
      shipping: positive(fields.count("shipping_cents")),
      ...taxOf(fields),
      fees: fee === undefined ? undefined : { platform: fee },
      affiliate: positive(affiliateOf(fields)),
      ...refundOf(fields, price),
      dispute: disputeOf(fields),
      product: productOf(fields),
      quantity: quantityOf(fields),
      country: label(fields.text("country_iso2")) || countryCode(fields.text("country")) || undefined,
      buyer: buyerOf(fields),
      notes,
    }),
    status: isUnpaid(fields, price) ? "pending" : "completed",
  };
}

/**
 * `tax_cents` is tax that Gumroad remits by itself, outside the price, or tax the seller owes, inside it. Where the
 * buyer paid in another currency the record parts the two; else only tax that is said to be inside is the seller's.
 */
function taxOf(fields: Fields): { tax?: bigint; platformTax?: bigint } {
  const tax = positive(fields.count("tax_cents"));
  const paid = fields.inner("buyer_presentment");
  const owed = positive(paid.count("seller_tax_cents")) !== undefined;
  const remitted = positive(paid.count("gumroad_tax_cents")) !== undefined;
  const included = fields.flag("tax_included_in_price") === true;
  if (tax === undefined) return {};
  const inside = owed === remitted ? included : owed;
  return inside ? { tax } : { platformTax: tax };
}

/** "$4.35": text only, always in US dollars. */
function affiliateOf(fields: Fields): bigint | undefined {
  const text = fields.inner("affiliate").text("amount");
  if (text === "") return undefined;
  const read = readAmount(text.replace(/^\$/, ""), currency, englishAmounts);
  if (!read.ok) fields.refuse(`affiliate.amount is ${quoted(text)}, which ${read.error}`);
  return read.ok ? read.value : undefined;
}

/** A full refund gives back the price; how much a partial one gave back is told for listings in US dollars only. */
function refundOf(fields: Fields, price: bigint): { refunded?: bigint; refundUnknown?: boolean } {
  const partly = fields.flag("partially_refunded") === true;
  if (fields.flag("refunded") === true) {
    return price > 0n ? { refunded: price, ...(listedInDollars(fields) ? {} : { refundUnknown: false }) } : {};
  }
  if (!partly) return {};
  const refunded = listedInDollars(fields) ? price - refundable(fields, price) : 0n;
  return refunded > 0n ? { refunded } : { refundUnknown: true };
}

function listedInDollars(fields: Fields): boolean {
  return fields.text("currency").toUpperCase() === currency;
}

/**
 * What can still be refunded, e.g. "1,019.50". Nothing left of a sale that is only partly refunded means that Gumroad
 * has lost the way to pay it back, and says nothing about what was.
 */
function refundable(fields: Fields, price: bigint): bigint {
  const left = readAmount(fields.digits("amount_refundable_in_currency"), currency, englishAmounts);
  return left.ok && left.value > 0n ? left.value : price;
}

/** A dispute that is lost looks like an open one. */
function disputeOf(fields: Fields): "open" | "won" | undefined {
  const won = fields.flag("dispute_won") === true;
  const disputed = fields.flag("disputed") === true;
  if (fields.flag("chargedback") === true) return "open";
  return disputed ? (won ? "won" : "open") : undefined;
}

/**
 * Neither an authorised pre-order nor a free trial has been paid. `refunded` is missing on what was never charged, and
 * stays so when the trial is over: its payments are sales of their own.
 */
function isUnpaid(fields: Fields, price: bigint): boolean {
  if (fields.flag("is_preorder_authorization") === true) return true;
  const trialOver = fields.flag("free_trial_ended");
  const first = fields.flag("recurring_charge") !== true && fields.flag("is_upgrade_purchase") !== true;
  if (price === 0n || trialOver === undefined || !first) return false;
  return fields.flag("refunded") === undefined || !trialOver;
}

/** The files name a product by its permalink, so the sales do too. */
function productOf(fields: Fields): SaleSighting["product"] {
  const name = label(fields.text("product_name"));
  const id = label(fields.text("product_permalink")) || label(fields.text("product_id")) || name;
  return id === "" ? undefined : { id, name: name || id };
}

function quantityOf(fields: Fields): SaleSighting["quantity"] {
  const quantity = fields.count("quantity");
  return quantity === undefined ? undefined : { units: quantity, scale: 0 };
}

function buyerOf(fields: Fields): SaleSighting["buyer"] {
  const email = fields.text("purchase_email") || fields.text("email");
  const name = label(fields.text("full_name"));
  const platformId = label(fields.text("purchaser_id"));
  if (email === "" && name === "" && platformId === "") return undefined;
  return present({ email: email || undefined, name: name || undefined, platformId: platformId || undefined });
}

/**
 * Notes have the names they have in the sales file, where it tells the same. They are read by themselves: what cannot
 * be understood of them is left out and refuses nothing.
 */
function saleNotes(fields: Fields): SaleSighting["notes"] {
  const listed = fields.text("currency").toUpperCase();
  const tip = positive(fields.count("tip_cents"));
  return notesOf({
    discount: fields.inner("offer_code").text("code"),
    variants: variantsOf(fields.inner("variants")),
    recurrence: fields.text("subscription_duration"),
    payment: fields.text("payment_processor"),
    "processor fee": processorFee(fields),
    tip: tip === undefined ? "" : `${formatMinor(tip, currency)} ${currency}`,
    "listed price": listed === "" || listed === currency ? "" : fields.text("formatted_display_price"),
    "listed currency": listed === currency ? "" : listed,
    "gumroad product": fields.text("product_id"),
    subscription: fields.text("subscription_id"),
    part: partOf(fields),
  });
}

/** `{ "Tier": "Reader", "Size": "A5" }` as "Reader, A5". */
function variantsOf(variants: Fields): string {
  return variants
    .names()
    .map((name) => variants.text(name))
    .filter((value) => value !== "")
    .join(", ");
}

/** What a connected account's processor took there; never from the Gumroad balance, so it is only noted. */
function processorFee(fields: Fields): string {
  const code = fields.text("processor_fee_currency").toUpperCase();
  const fee = positive(fields.count("processor_fee_cents"));
  if (fee === undefined || currencyExponent(code) === undefined) return "";
  return `${formatMinor(fee, code)} ${code}`;
}

/** Why a sale stands there with a price of nothing, or twice. */
function partOf(fields: Fields): string {
  if (fields.flag("is_bundle_purchase") === true) return "bundle";
  if (fields.flag("is_bundle_product_purchase") === true) return "inside a bundle";
  if (fields.flag("is_gift_sender_purchase") === true) return "gift";
  if (fields.flag("is_gift_receiver_purchase") === true) return "gift received";
  return fields.flag("recurring_charge") === true ? "renewal" : "";
}
