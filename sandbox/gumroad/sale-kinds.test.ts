import { describe, expect, it } from "vitest";
import { openTwin, type Row } from "../testing/open-twin.ts";
import type { HandSale } from "./by-hand.ts";

async function sold(wish: HandSale): Promise<{ readonly row: Row; readonly listed: readonly Row[] }> {
  await using open = await openTwin();
  const id = open.twin.sell(wish);
  const row = (await open.get(`/v2/sales/${encodeURIComponent(id ?? "")}`)).json.sale;
  return { row, listed: (await open.get("/v2/sales")).json.sales };
}

describe("a sale", () => {
  it("costs 12.9 % and 80 cents, or 30 % where the platform's own shop brought the buyer", async () => {
    expect((await sold({ product: "lgpqr" })).row).toMatchObject({ price: 2900, gumroad_fee: 454 });
    expect((await sold({ product: "lgpqr", discover: true })).row).toMatchObject({
      gumroad_fee: 870,
      discover_fee_charged: true,
      discover_fee_percentage: 30,
    });
  });

  it("of a product listed in yen has its price in US cents beside the yen's name", async () => {
    const { row } = await sold({ product: "kfcjp" });
    expect(row).toMatchObject({
      currency: "jpy",
      formatted_display_price: "¥1,500",
      amount_refundable_in_currency: "1,500",
    });
    expect(row.price).toBeGreaterThan(900);
    expect(row.price).toBeLessThan(1_100);
  });

  it("at no price says nothing about refunds and costs nothing", async () => {
    const { row } = await sold({ product: "plsmp", ownPrice: 0 });
    expect(row).toMatchObject({ price: 0, gumroad_fee: 0, paid: false, amount_refundable_in_currency: "0" });
    expect("refunded" in row).toBe(false);
  });

  it("of a bundle comes with one row at no price for each part", async () => {
    const { row, listed } = await sold({ product: "stbnd" });
    expect(row.is_bundle_purchase).toBe(true);
    const parts = listed.filter((one) => one.is_bundle_product_purchase);
    expect(parts.map((one) => [one.price, one.product_permalink]).sort()).toEqual([
      [0, "aikeu"],
      [0, "hrbrf"],
      [0, "lgpqr"],
    ]);
  });

  it("to try things out, an authorisation and a gift's receiver are in no list, though an id finds them", async () => {
    for (const wish of [{ test: true }, { product: "fnics", preorder: true }]) {
      const { row, listed } = await sold(wish);
      expect(row.id).toBeTypeOf("string");
      expect(listed).toEqual([]);
    }
    const { listed } = await sold({ giftTo: "lucky.friend@example.com" });
    expect(listed.map((one) => [one.is_gift_sender_purchase, one.giftee_email])).toEqual([
      [true, "lucky.friend@example.com"],
    ]);
  });

  it("on trial is listed with its price, though nothing was charged", async () => {
    const { row, listed } = await sold({ product: "wlclb", variant: "Reader", trial: true });
    expect(listed).toHaveLength(1);
    expect(row).toMatchObject({ price: 800, free_trial_ended: false, amount_refundable_in_currency: "0" });
    expect("refunded" in row).toBe(false);
  });

  it("with several pieces, a tip and a code adds up", async () => {
    const { row } = await sold({ product: "lgpqr", quantity: 2, tip: 300, offerPercent: 25 });
    expect(row.price).toBe(2 * 2175 + 300);
    expect(row).toMatchObject({ quantity: 2, tip_cents: 300, variants_and_quantity: "x 2" });
  });
});
