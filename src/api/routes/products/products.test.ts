import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { saveListedProducts } from "../../../store/listed-product.ts";
import type { productBoard, productStory } from "../../contract/products.ts";
import type { salesPage } from "../../contract/sales.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Board = z.infer<typeof productBoard>;
type Story = z.infer<typeof productStory>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
});
afterAll(() => api.close());

const board = async (query = ""): Promise<Board> => (await api.ask<Board>("viewer", `/api/v1/products${query}`)).json;
const cents = (amount: string): number => Math.round(Number(amount) * 100);

describe("products over HTTP", () => {
  it("lists what sales name, with sums that agree with the report of products", async () => {
    const { items, total } = await board();
    expect(items.length).toBeGreaterThan(0);
    expect(total).toBe(items.length);
    const report = await api.ask<{ lines: { figures: { currency: string; net: string }[] }[] }>(
      "viewer",
      "/api/v1/report?by=product",
    );
    const booked = report.json.lines.flatMap(({ figures }) => figures.filter(({ currency }) => currency === "USD"));
    const sum = items.reduce((all, one) => all + cents(one.all.amount), 0);
    expect(sum).toBe(booked.reduce((all, one) => all + cents(one.net), 0));
  });

  it("takes what two platforms list under one name for one product, with a price for each", async () => {
    const [first] = (await board()).items;
    const listed = (source: string, price: bigint) => ({
      source,
      externalId: `x-${source}`,
      productId: source === first?.platform ? first.id : `x-${source}`,
      name: source === "etsy" ? ` ${first?.name.toUpperCase()}` : (first?.name ?? ""),
      state: "published" as const,
      type: "ebook",
      price,
      currency: "USD",
      description: "Made by hand.",
      url: "https://shop.example/x",
      metadata: '{"pages":"12"}',
    });
    const rows = [listed(first?.platform ?? "", 3_900n), listed("etsy", 3_500n)];
    await api.workplace.store.transaction((tx) => saveListedProducts(tx, api.book.id, rows, api.clock.now()));
    const { items, listings } = await board();
    const one = items.find(({ name }) => name.trim().toLowerCase() === first?.name.toLowerCase());
    expect(one?.listings.map(({ platform, price }) => [platform, price?.amount])).toEqual(
      [
        ["etsy", "35.00"],
        [first?.platform, "39.00"],
      ].sort(),
    );
    expect(listings).toBe(2);
  });

  it("finds by a part of the name, whatever its case, and by platform", async () => {
    const [first] = (await board()).items;
    const part = first?.name.slice(1, 6).toUpperCase() ?? "";
    const found = await board(`?text=${encodeURIComponent(part)}`);
    expect(found.items.map(({ name }) => name)).toContain(first?.name);
    expect((await board("?text=nothing-is-called-so")).items).toEqual([]);
    expect((await board("?platform=etsy")).items).toHaveLength(1);
  });

  it("tells one product's figures, which open to exactly its sales", async () => {
    const { items } = await board();
    const best = items.toSorted((a, b) => b.all.sales - a.all.sales)[0];
    const part = best?.listings.find(({ all }) => all.sales > 0);
    const path = `/api/v1/products/${part?.platform}/${encodeURIComponent(part?.id ?? "")}`;
    const { status, json } = await api.ask<Story>("viewer", path);
    expect(status).toBe(200);
    expect(json.allSales).toBe(best?.all.sales);
    expect(json.weeks).toHaveLength(12);
    expect(json.all.level.state).toBe("at-least");
    const sales = await api.ask<z.infer<typeof salesPage>>(
      "viewer",
      `/api/v1/sales?limit=500&source=${part?.platform}&product=${encodeURIComponent(part?.id ?? "")}`,
    );
    const kept = sales.json.items.filter(({ currency }) => currency === "USD");
    expect(kept.reduce((sum, { net }) => sum + cents(net ?? "0"), 0)).toBe(cents(part?.all.amount ?? ""));
  });

  it("says in a sentence that there is no such product", async () => {
    const none = await api.ask("viewer", "/api/v1/products/gumroad/none");
    expect(none).toMatchObject({ status: 404, json: { code: "unknown-product" } });
  });
});
