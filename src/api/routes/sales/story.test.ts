import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { saleStory, salesChoices, salesPage, salesSum } from "../../contract/sales.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

type Page = z.infer<typeof salesPage>;
type Sum = z.infer<typeof salesSum>;
type Story = z.infer<typeof saleStory>;
type Choices = z.infer<typeof salesChoices>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
});
afterAll(() => api.close());

const cents = (text: string | null): bigint => BigInt((text ?? "0.00").replace(".", ""));
const filters = ["", "&status=refunded", "&text=a", "&currency=USD&amountFrom=10", "&from=2025-01-01&to=2025-06-30"];

describe("what sales come to", () => {
  it.each(filters)("is what the listed rows add up to, with the filter %s", async (filter) => {
    const { items } = (await api.ask<Page>("viewer", `/api/v1/sales?limit=500${filter}`)).json;
    const sum = await api.ask<Sum>("viewer", `/api/v1/sales/sum?${filter.slice(1)}`);
    expect(sum.status).toBe(200);
    expect(sum.json.count).toBe(items.length);
    for (const one of sum.json.sums) {
      const own = items.filter(({ currency }) => currency === one.currency);
      expect(own.length).toBe(one.count);
      expect(own.reduce((all, { net }) => all + cents(net), 0n)).toBe(cents(one.net));
      expect(own.reduce((all, { gross }) => all + cents(gross), 0n)).toBe(cents(one.gross));
    }
  });

  it("needs a currency beside an amount, and says so", async () => {
    const refused = await api.ask("viewer", "/api/v1/sales/sum?amountFrom=10");
    expect(refused).toMatchObject({ status: 400, json: { code: "filter-wrong" } });
    const noDay = await api.ask("viewer", "/api/v1/sales/sum?from=2025-02-30");
    expect(noDay).toMatchObject({ status: 400, json: { code: "period-wrong" } });
  });

  it("was nothing before anything was known", async () => {
    const then = new Date(testNow - 86_400_000).toISOString();
    const past = await api.ask<Sum>("viewer", `/api/v1/sales/sum?asOf=${then}`);
    expect(past.json).toMatchObject({ count: 0, sums: [] });
    const list = await api.ask<Page>("viewer", `/api/v1/sales?asOf=${then}`);
    expect(list.json).toEqual({ items: [], next: null });
  });

  it("can be filtered by what occurs, and by nothing else", async () => {
    const { json } = await api.ask<Choices>("viewer", "/api/v1/sales/choices");
    expect(json.sources).toEqual(["gumroad"]);
    expect(json.products.length).toBeGreaterThan(0);
    for (const { id } of json.products) {
      const sum = await api.ask<Sum>("viewer", `/api/v1/sales/sum?product=${encodeURIComponent(id)}`);
      expect(sum.json.count).toBeGreaterThan(0);
    }
  });

  it("goes out as a file with exactly the rows that are shown, and without buyers", async () => {
    const { items } = (await api.ask<Page>("viewer", "/api/v1/sales?limit=500")).json;
    expect((await api.ask("viewer", "/api/v1/sales/download")).status).toBe(403);
    const file = await api.ask("accountant", "/api/v1/sales/download");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="millrace-main-sales-2026-11-20.csv"');
    const lines = file.text.trim().split("\r\n");
    expect(lines.length).toBe(items.length + 1);
    expect(lines[0]).toMatch(/^time,day,id,platform/);
    expect(file.text).not.toContain("@");
    const refused = await api.ask("accountant", "/api/v1/sales/download?amountFrom=10");
    expect(refused).toMatchObject({ status: 400, json: { code: "filter-wrong" } });
  });
});

describe("one sale's story", () => {
  it("adds up: what is kept, where it is, and the last step agree to the cent, and no buyer is in it", async () => {
    const { items } = (await api.ask<Page>("viewer", "/api/v1/sales?limit=500")).json;
    for (const { key, net, currency } of items) {
      const { json, status, text } = await api.ask<Story>("viewer", `/api/v1/sales/${encodeURIComponent(key)}/story`);
      expect(status).toBe(200);
      expect(text).not.toContain("@");
      if (currency === "") continue;
      expect(json.kept.at(-1)).toMatchObject({ meaning: "kept", amount: net });
      expect(json.kept.slice(0, -1).reduce((all, { amount }) => all + cents(amount), 0n)).toBe(cents(net));
      expect(json.where.reduce((all, { amount }) => all + cents(amount.amount), 0n)).toBe(cents(net));
      expect(json.evidence.length).toBeGreaterThan(0);
      expect(json.steps[0]?.kind).toBe("seen");
    }
  });

  it("marks in what was received which fields the amounts were read from", async () => {
    const { items } = (await api.ask<Page>("viewer", "/api/v1/sales?status=partly-refunded")).json;
    const { json } = await api.ask<Story>("viewer", `/api/v1/sales/${encodeURIComponent(String(items[0]?.key))}/story`);
    const used = json.evidence[0]?.fields?.filter(({ readAs }) => readAs !== undefined) ?? [];
    expect(used.map(({ readAs }) => readAs)).toContain(`${items[0]?.gross} USD`);
    expect(json.evidence[0]?.fields?.some(({ value }) => value === "hidden")).toBe(true);
  });

  it("was not there before it was seen", async () => {
    const { items } = (await api.ask<Page>("viewer", "/api/v1/sales?limit=1")).json;
    const then = new Date(testNow - 86_400_000).toISOString();
    const path = `/api/v1/sales/${encodeURIComponent(String(items[0]?.key))}/story`;
    expect(await api.ask("viewer", `${path}?asOf=${then}`)).toMatchObject({ status: 404 });
    expect(await api.ask("viewer", "/api/v1/sales/nothing/story")).toMatchObject({ status: 404 });
  });
});
