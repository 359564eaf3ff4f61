import type { Answer } from "../answer.ts";
import { badRequest, refusal, success } from "./answer.ts";
import { displayText, symbolOf } from "./money.ts";
import { nextPage, placeOf } from "./paging.ts";
import type { Product } from "./records.ts";
import type { State } from "./state.ts";

const pageSize = 10;

/** `GET /products`: the newest first, ten at a time; all at once in a shop of old. */
export function listProducts(state: State, query: URLSearchParams): Answer {
  const alive = state.products.filter((one) => !one.deleted).reverse();
  if (state.shop.productsUnpaged) return success({ products: alive.map((one) => productJson(state, one)) });
  const key = query.get("page_key");
  const behind = key ? placeOf(state, key) : undefined;
  if (key && behind === undefined) return badRequest("Invalid page_key.");
  const rest = behind === undefined ? alive : alive.filter((one) => one.number < behind.number);
  const rows = rest.slice(0, pageSize);
  const last = rows.at(-1);
  const more =
    rest.length > pageSize && last !== undefined
      ? nextPage(state, "/v2/products", query, { at: last.createdAt, number: last.number })
      : {};
  return success({ products: rows.map((one) => productJson(state, one)), ...more });
}

/** By id, or by permalink as nested addresses allow. */
export function findProduct(state: State, id: string): Product | undefined {
  const number = state.ids.numberOf("product", id);
  const found = number === undefined ? state.products.find((one) => one.plan.permalink === id) : state.products[number];
  return found?.deleted ? undefined : found;
}

/** `GET /products/:id` */
export function showProduct(state: State, id: string): Answer {
  const product = findProduct(state, id);
  if (product === undefined) return refusal("The product was not found.");
  return success({ product: wholeProductJson(state, product) });
}

export function wholeProductJson(state: State, product: Product): Readonly<Record<string, unknown>> {
  return {
    ...productJson(state, product),
    refund_policy: { refund_period: "inherit", title: null, fine_print: null, inherited: true },
    rich_content: [],
    has_same_rich_content_for_all_variants: true,
    files: [
      {
        id: state.ids.idOf("file", product.number),
        name: product.plan.permalink,
        size: 1_843_200,
        url: `https://example.invalid/signed/${product.plan.permalink}.pdf`,
        filetype: "pdf",
        filegroup: "document",
      },
    ],
  };
}

/** A product as lists show it; its price is in the listed currency's smallest unit. */
export function productJson(state: State, product: Product): Readonly<Record<string, unknown>> {
  const { plan } = product;
  const [taxonomy, category, label] = plan.category;
  return {
    custom_permalink: null,
    custom_receipt: null,
    custom_summary: plan.summary,
    custom_html: null,
    custom_fields: [],
    customizable_price: plan.payWhatYouWant ? true : null,
    description: plan.description,
    deleted: product.deleted,
    max_purchase_count: null,
    name: plan.name,
    preview_url: null,
    require_shipping: plan.shipping !== undefined,
    subscription_duration: plan.membership ? "monthly" : null,
    published: product.published,
    url: null,
    id: state.ids.idOf("product", product.number),
    price: plan.price,
    currency: plan.currency,
    taxonomy_id: taxonomy,
    category,
    category_label: label,
    short_url: `https://${state.shop.handle}.gumroad.com/l/${plan.permalink}`,
    thumbnail_url: null,
    covers: [],
    main_cover_id: null,
    tags: plan.tags,
    formatted_price: priceText(product),
    file_info: {},
    bundle_products: (plan.bundleOf ?? []).map((permalink) => ({ permalink })),
    sales_count: product.salesCount,
    sales_usd_cents: product.salesCents,
    custom_delivery_url: null,
    is_tiered_membership: plan.membership !== undefined,
    recurrences: plan.membership ? ["monthly", "yearly"] : null,
    variants: variantsJson(product),
  };
}

function priceText({ plan }: Product): string {
  const tier = plan.membership?.tiers[0];
  if (tier) return `${displayText(tier.monthly, plan.currency)}+ a month`;
  if (plan.payWhatYouWant) return `${symbolOf(plan.currency)}0+`;
  return displayText(plan.price, plan.currency);
}

function variantsJson({ plan }: Product): readonly unknown[] {
  const plain = { is_pay_what_you_want: false, url: null };
  if (plan.variants) {
    const options = plan.variants.options.map(({ name, difference }) => ({
      name,
      price_difference: difference,
      ...plain,
      recurrence_prices: null,
    }));
    return [{ title: plan.variants.title, options }];
  }
  if (plan.membership === undefined) return [];
  const options = plan.membership.tiers.map(({ name, monthly, yearly }) => ({
    name,
    price_difference: 0,
    ...plain,
    recurrence_prices: {
      monthly: { price_cents: monthly, suggested_price_cents: null },
      yearly: { price_cents: yearly, suggested_price_cents: null },
    },
  }));
  return [{ title: "Tier", options }];
}
