import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { exactMinor } from "../../domain/money/money.ts";
import type { ProductSighting } from "../../domain/product/product-sighting.ts";
import type { PulledRecord } from "../../spec/connector.ts";
import { canonicalText } from "../../spec/json-kit/canonical.ts";
import type { Exact } from "../../spec/json-kit/exact.ts";
import { type Fields, fieldsOf } from "../../spec/json-kit/fields.ts";
import { present } from "../../spec/profile-kit/present.ts";
import { label, notesOf, quoted } from "../../spec/profile-kit/text.ts";
import { restlessInProducts } from "./quirks.ts";

const restless: ReadonlySet<string> = new Set(Object.keys(restlessInProducts));

/** Characters of a description that are kept. */
const descriptionLengthMax = 20_000;
/** Characters of an address that are kept; a longer one is left out. */
const urlLengthMax = 2_000;

/** Gumroad's prices have two decimals in every currency but this one, whatever the currency itself has. */
const withoutDecimals: ReadonlySet<string> = new Set(["JPY"]);

/** One product of the list as a record; the error is the clause that says what cannot be understood. */
export function productRecord(raw: string, record: Exact): Result<PulledRecord, string> {
  const fields = fieldsOf(record, "the product");
  const product = productOf(fields, fieldsOf(record));
  const refusal = fields.refusal();
  if (refusal !== undefined) return err(refusal);
  return ok({ id: product.externalId, raw, sameness: canonicalText(record, restless), sightings: [], product });
}

/** @param soft reads the same record for what may be missing or odd without harm */
function productOf(fields: Fields, soft: Fields): ProductSighting {
  const externalId = fields.id("id");
  const code = fields.text("currency").toUpperCase();
  if (currencyExponent(code) === undefined) fields.refuse(`currency is ${quoted(code)}, which the books do not know`);
  const amount = priceOf(fields, code);
  const type = typeOf(soft);
  const open = soft.flag("customizable_price") === true;
  const url = soft.text("short_url");
  return {
    externalId,
    productId: permalinkOf(url) || label(soft.text("custom_permalink")) || externalId,
    name: label(fields.text("name")) || externalId,
    state: stateOf(fields),
    type,
    currency: code,
    description: soft.text("description").slice(0, descriptionLengthMax).toWellFormed(),
    metadata: metadataOf(soft, open ? fields.text("price") : ""),
    ...present({
      price: open || soft.flag("is_tiered_membership") === true ? undefined : amount,
      url: url === "" || url.length > urlLengthMax ? undefined : url,
    }),
  };
}

/** In the smallest unit of the listing's currency; undefined when that has fewer decimals than the price uses. */
function priceOf(fields: Fields, code: string): bigint | undefined {
  const units = fields.count("price");
  const exponent = currencyExponent(code);
  if (units === undefined || exponent === undefined) return undefined;
  const minor = exactMinor({ units, scale: withoutDecimals.has(code) ? 0 : 2 }, exponent);
  return minor.ok ? minor.value : undefined;
}

function typeOf(soft: Fields): string {
  if (soft.flag("is_tiered_membership") === true || soft.text("subscription_duration") !== "") return "membership";
  if (soft.list("bundle_products").length > 0) return "bundle";
  return label(soft.text("native_type")).slice(0, typeLengthMax).toWellFormed() || "product";
}

const typeLengthMax = 40;

function stateOf(fields: Fields): ProductSighting["state"] {
  if (fields.flag("deleted") === true) return "deleted";
  return fields.flag("published") === true ? "published" : "draft";
}

/** `https://shop.gumroad.com/l/lgpqr` names the product `lgpqr`, and so do its sales. */
function permalinkOf(url: string): string {
  const last = /\/l\/([^/?#]+)/.exec(url)?.[1] ?? "";
  return last.length <= 200 ? label(last) : "";
}

function metadataOf(soft: Fields, minimum: string): ProductSighting["metadata"] {
  const words = (name: string): string =>
    soft
      .list(name)
      .filter((word) => typeof word === "string")
      .join(", ");
  return (
    notesOf({
      tags: words("tags"),
      category: soft.text("category"),
      summary: soft.text("custom_summary"),
      recurrence: soft.text("subscription_duration"),
      recurrences: words("recurrences"),
      "custom permalink": soft.text("custom_permalink"),
      "minimum price": minimum,
      "listed price": soft.text("formatted_price"),
      "sold at most": soft.text("max_purchase_count"),
    }) ?? {}
  );
}
