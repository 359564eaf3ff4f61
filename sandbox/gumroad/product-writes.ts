import type { Answer } from "../answer.ts";
import { badRequest, refusal, success } from "./answer.ts";
import { findProduct, wholeProductJson } from "./product-json.ts";
import type { Product } from "./records.ts";
import type { ListedCurrency, ProductPlan } from "./shop-plan.ts";
import { nowOf, type State } from "./state.ts";

type Parameters = ReadonlyMap<string, string>;

const currencies: readonly string[] = ["usd", "eur", "jpy"];
const createdPerDayMax = 10;

/** `POST /products`: published at once, unless it is asked for as a draft. */
export function createProduct(state: State, parameters: Parameters): Answer {
  const name = parameters.get("name") ?? "";
  const price = Number(parameters.get("price") ?? Number.NaN);
  const currency = parameters.get("price_currency_type") ?? "usd";
  if (name === "") return refusal("Name can't be blank");
  if (!Number.isSafeInteger(price) || price < 0) return refusal("Price is not a number");
  if (!currencies.includes(currency)) return badRequest("Invalid price_currency_type.");
  const now = nowOf(state);
  const recent = state.products.filter((one) => !one.deleted && one.createdAt > now - 86_400).length;
  if (recent >= createdPerDayMax) return refusal(`Sorry, you can only create ${createdPerDayMax} products per day.`);
  const product: Product = {
    number: state.products.length,
    plan: {
      ...emptyPlan(state.products.length),
      ...changesOf(parameters),
      name,
      price,
      currency: currencyOf(currency),
    },
    published: parameters.get("draft") !== "true" && parameters.get("published") !== "false",
    deleted: false,
    salesCount: 0,
    salesCents: 0,
    createdAt: now,
  };
  state.products.push(product);
  return success({ product: wholeProductJson(state, product) });
}

/** `PUT /products/:id` */
export function changeProduct(state: State, id: string, parameters: Parameters): Answer {
  const product = findProduct(state, id);
  if (product === undefined) return refusal("The product was not found.");
  const price = parameters.get("price");
  if (price !== undefined && product.plan.membership)
    return refusal("The price of a tiered membership is set on its tiers.");
  if (price !== undefined && !/^\d+$/.test(price)) return refusal("Price is not a number");
  product.plan = {
    ...product.plan,
    ...changesOf(parameters),
    ...(price === undefined ? {} : { price: Number(price) }),
  };
  return success({ product: wholeProductJson(state, product) });
}

/** `PUT /products/:id/enable` and `/disable` */
export function publishProduct(state: State, id: string, published: boolean): Answer {
  const product = findProduct(state, id);
  if (product === undefined) return refusal("The product was not found.");
  product.published = published;
  return success({ product: wholeProductJson(state, product) });
}

/** `DELETE /products/:id` */
export function deleteProduct(state: State, id: string): Answer {
  const product = findProduct(state, id);
  if (product === undefined) return refusal("The product was not found.");
  product.deleted = true;
  return success({ message: "The product was deleted successfully." });
}

function currencyOf(text: string): ListedCurrency {
  return text === "eur" || text === "jpy" ? text : "usd";
}

function changesOf(parameters: Parameters): Partial<ProductPlan> {
  const name = parameters.get("name");
  const summary = parameters.get("custom_summary");
  const description = parameters.get("description");
  const tags = parameters.get("tags[]") ?? parameters.get("tags");
  const own = parameters.get("customizable_price");
  return {
    ...(name ? { name } : {}),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags: tags.split(",") }),
    ...(own === undefined ? {} : { payWhatYouWant: own === "true" }),
  };
}

function emptyPlan(number: number): ProductPlan {
  return {
    name: "",
    permalink: `made${number}`,
    summary: "",
    description: "",
    category: [0, "other", "Other"],
    tags: [],
    currency: "usd",
    price: 0,
    weight: 0,
  };
}
