import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { salesPage, story } from "../../contract/sales.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Page = z.infer<typeof salesPage>;
type Told = z.infer<typeof story>;
type Refused = { readonly errors: readonly { readonly message: string }[]; readonly title: string };

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
});
afterAll(() => api.close());

describe("the sales over HTTP", () => {
  it("gives every sale once, page by page, newest first", async () => {
    const whole = await api.ask<Page>("viewer", "/api/v1/sales?limit=500");
    expect(whole.status).toBe(200);
    const keys = whole.json.items.map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(3);
    const walked: unknown[] = [];
    let next: unknown = "";
    while (next !== null) {
      const after = next === "" ? "" : `&after=${encodeURIComponent(String(next))}`;
      const page = await api.ask<Page>("viewer", `/api/v1/sales?limit=2${after}`);
      walked.push(...page.json.items.map(({ key }) => key));
      next = page.json.next;
    }
    expect(walked).toEqual(keys);
  });

  it.each([
    ["status=colour", "status", /Give one of: completed/],
    ["from=3.11.2026", "from", /Write the day as 2026-11-03\./],
    ["currency=dollars", "currency", /three capital letters/],
    ["limit=0", "limit", /At least 1\./],
    ["limit=1e9", "limit", /At most 500\./],
    ["limit=many", "limit", /number from 1 to 500/],
    ["colour=red", "colour", /Nothing of this name is read here\. Known are: book, source/],
    ["status=test&status=lost", "status", /more than once/],
    ["__proto__=1", "__proto__", /Nothing of this name/],
  ])("says beside the field what is wrong with %s", async (query, field, message) => {
    const refused = await api.ask<Refused>("viewer", `/api/v1/sales?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.json).toMatchObject({ code: "query-wrong", errors: [{ field }] });
    expect(refused.json.errors[0]?.message).toMatch(message);
    expect(refused.text).not.toMatch(/zod|expected|received|invalid_/i);
  });

  it.each(["x", "W10", "WzFd", "WyJhIiwxXQ", `${"A".repeat(500)}`])("refuses a place in no list: %s", async (after) => {
    const refused = await api.ask("viewer", `/api/v1/sales?after=${after}`);
    expect(refused).toMatchObject({ status: 400, json: { code: "cursor-wrong" } });
  });

  it("tells a sale's whole story by its id and by its key, without the buyer", async () => {
    const [first] = (await api.ask<Page>("viewer", "/api/v1/sales?limit=1")).json.items;
    const byId = await api.ask<Told>("viewer", `/api/v1/sales/${encodeURIComponent(String(first?.id))}`);
    const byKey = await api.ask("viewer", `/api/v1/sales/${encodeURIComponent(String(first?.key))}`);
    expect(byId.status).toBe(200);
    expect(byId.json).toEqual(byKey.json);
    expect(byId.json.observations[0]?.file).toBe("sales-2025.csv");
    expect(byId.text).not.toContain("@");
    const unknown = await api.ask("viewer", "/api/v1/sales/nothing");
    expect(unknown).toMatchObject({ status: 404, json: { code: "unknown-object" } });
  });

  it("tells who bought only to whom it may, and writes down that somebody looked", async () => {
    const { items } = (await api.ask<Page>("viewer", "/api/v1/sales?limit=1")).json;
    const path = `/api/v1/sales/${encodeURIComponent(String(items[0]?.key))}/buyer`;
    const refused = await api.ask<Refused>("viewer", path, { method: "POST" });
    expect(refused).toMatchObject({ status: 403, json: { code: "not-allowed" } });
    expect(refused.json.title).toContain('"read.buyers"');
    const shown = await api.ask("accountant", path, { method: "POST" });
    expect(shown.status).toBe(200);
    const rows = await api.workplace.store.q
      .selectFrom("audit_log")
      .select(["actor", "action"])
      .where("action", "=", "buyer.show")
      .execute();
    expect(rows).toEqual([{ actor: "p-accountant", action: "buyer.show" }]);
  });
});
