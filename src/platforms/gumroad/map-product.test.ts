import { describe, expect, it } from "vitest";
import { parseExact } from "../../spec/json-kit/exact.ts";
import { productRecord } from "./map-product.ts";
import { type Recorded, recordedProducts } from "./testing/shop.ts";

const [plain = {}, yen = {}, club = {}] = recordedProducts;

function read(product: Recorded) {
  const raw = JSON.stringify(product);
  const parsed = parseExact(raw);
  return parsed.ok ? productRecord(raw, parsed.value) : parsed;
}

function product(listed: Recorded) {
  const record = read(listed);
  if (!record.ok) throw new Error(record.error);
  return record.value.product;
}

function sameness(listed: Recorded): string {
  const record = read(listed);
  return record.ok ? record.value.sameness : record.error;
}

describe("a product of Gumroad's list", () => {
  it("reads a plain product whole, under the id that sales name it by", () => {
    expect(product(plain)).toEqual({
      externalId: "cHJvZC1saW5lbi1ncmlkMQ==",
      productId: "lgpqr",
      name: "Linen Grid Planner",
      state: "published",
      type: "product",
      price: 2900n,
      currency: "USD",
      description: "<p>Undated grid planner.</p>",
      url: "https://mopulstudio.gumroad.com/l/lgpqr",
      metadata: {
        tags: "planner, printable",
        category: "design/print-and-packaging",
        summary: "One A5 planner as a print-ready PDF.",
        "listed price": "$29",
      },
    });
  });

  it.each([
    ["yen have no smaller unit", { ...yen, price: 1500 }, 1500n],
    ["won have two decimals at Gumroad and none elsewhere", { ...plain, currency: "krw", price: 11_100_000 }, 111_000n],
    ["won that do not come out even have no price here", { ...plain, currency: "krw", price: 11_100_050 }, undefined],
    ["Taiwan dollars have two decimals in both", { ...plain, currency: "twd", price: 30_000 }, 30_000n],
    ["a price the buyer names is none", { ...plain, customizable_price: true }, undefined],
    ["a price that depends on the tier is none", club, undefined],
    ["a product may have no price at all", { ...plain, price: null }, undefined],
  ])("%s", (_, listed, price) => {
    expect(product(listed)?.price).toBe(price);
  });

  it.each([
    ["membership", club],
    ["membership", { ...plain, subscription_duration: "yearly" }],
    ["bundle", { ...plain, bundle_products: [{ id: "a" }] }],
    ["coffee", { ...plain, native_type: "coffee" }],
    ["product", plain],
  ])("tells a %s", (type, listed) => {
    expect(product(listed)?.type).toBe(type);
  });

  it.each([
    ["draft", { ...plain, published: false }],
    ["deleted", { ...plain, deleted: true }],
    ["published", plain],
  ])("tells a %s one", (state, listed) => {
    expect(product(listed)?.state).toBe(state);
  });

  it("names a product by its permalink, or what comes nearest", () => {
    expect(product({ ...plain, short_url: "https://x.gumroad.com/l/kit?a=1" })?.productId).toBe("kit");
    expect(product({ ...plain, short_url: null, custom_permalink: "spring" })?.productId).toBe("spring");
    expect(product({ ...plain, short_url: null })?.productId).toBe(plain["id"]);
    expect(product({ ...plain, short_url: `https://x.gumroad.com/l/${"k".repeat(3_000)}` })).toMatchObject({
      productId: plain["id"],
    });
  });

  it("keeps a description to its bound, without half a character at the end", () => {
    const description = product({ ...plain, description: `x${"🧵".repeat(20_000)}` })?.description ?? "";
    expect(description.length).toBeLessThanOrEqual(20_000);
    expect(description.isWellFormed()).toBe(true);
  });

  it("is the same product after a sale, and another after a new price", () => {
    expect(sameness({ ...plain, sales_count: 99, sales_usd_cents: 5, covers: ["x"] })).toBe(sameness(plain));
    expect(sameness({ ...plain, price: 3000 })).not.toBe(sameness(plain));
    expect(sameness({ ...plain, published: false })).not.toBe(sameness(plain));
  });

  it.each([
    [{ id: null }, "id is empty"],
    [{ currency: "gold" }, 'currency is "GOLD", which the books do not know'],
    [{ price: "29" }, 'price is "29", not a whole number'],
    [{ price: -1 }, "price is -1, which is below zero"],
    [{ published: "yes" }, 'published is "yes", not true or false'],
  ])("refuses %o in one clause", (change, clause) => {
    expect(read({ ...plain, ...change })).toEqual({ ok: false, error: clause });
  });
});
