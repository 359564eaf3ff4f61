import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { seededRandom } from "../../../base/random.ts";
import { eraseBuyer } from "../../../operations/erase-buyer.ts";
import { rebuildBooks } from "../../../operations/rebuild-books.ts";
import { verifyBooks } from "../../../operations/verify-books.ts";
import type { buyerErased, buyerKept } from "../../contract/buyers.ts";
import type { salesPage, story } from "../../contract/sales.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Kept = z.infer<typeof buyerKept>;
type Erased = z.infer<typeof buyerErased>;
type Told = z.infer<typeof story>;

let api: TestApi;
let sale = "";
let email = "";
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
  const { json } = await api.ask<z.infer<typeof salesPage>>("owner", "/api/v1/sales?limit=50");
  for (const { key } of json.items) {
    const told = await api.ask<{ buyer: { email?: string } | string }>("owner", of(key), { method: "POST" });
    const { buyer } = told.json;
    if (typeof buyer === "string" || !buyer.email) continue;
    sale = key;
    email = buyer.email;
    break;
  }
});
afterAll(() => api.close());

const of = (key: string): string => `/api/v1/sales/${encodeURIComponent(key)}/buyer`;
const post = (who: "owner" | "accountant" | "viewer" | "stale owner", what: string, body: unknown) =>
  api.ask(who as "owner", `/api/v1/buyers/${what}`, { method: "POST", body });

const booksAndSales = async (): Promise<readonly string[]> => {
  const asked = ["/api/v1/books/download?format=jsonl", "/api/v1/sales?limit=500", "/api/v1/sales/sum"];
  return Promise.all(asked.map(async (path) => (await api.ask("owner", path)).text));
};

describe("one buyer over HTTP", () => {
  it("is found by e-mail, however it is written, and by a sale", async () => {
    const byMail = await post("owner", "find", { email: ` ${email.toUpperCase()} ` });
    expect(byMail.status).toBe(200);
    expect((byMail.json as Kept).sales).toBeGreaterThan(0);
    expect((await post("owner", "find", { sale })).json).toEqual(byMail.json);
    expect(await post("owner", "find", { email: "nobody@example.com" })).toMatchObject({
      status: 404,
      json: { code: "unknown-buyer" },
    });
    expect(await post("owner", "find", { sale: "nothing" })).toMatchObject({ status: 404 });
    expect((await post("viewer", "find", { email })).status).toBe(403);
  });

  it("is given whole to an owner: who it is, the sales, and every row as it came", async () => {
    const { status, text } = await api.ask("owner", "/api/v1/buyers/export", { method: "POST", body: { email } });
    expect(status).toBe(200);
    const lines = text
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one) as { type: string; email?: string });
    expect(lines[0]).toMatchObject({ type: "buyer", email });
    expect(lines.map(({ type }) => type)).toEqual(expect.arrayContaining(["sale", "seen"]));
    expect((await post("accountant", "export", { email })).status).toBe(403);
  });

  it("is in everything of the shop as long as nobody erased them", async () => {
    const { status, text, headers } = await api.ask("owner", "/api/v1/shop/download");
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toMatch(/everything-.*\.jsonl/);
    expect(text).toContain(email);
    for (const line of text.trim().split("\n")) JSON.parse(line);
  });

  it("is erased for good, and books, figures and audit record stay right", async () => {
    const before = await booksAndSales();
    expect((await post("accountant", "erase", { email })).status).toBe(403);
    const erased = await post("owner", "erase", { email });
    expect(erased.status).toBe(200);
    expect((erased.json as Erased).auditLink).toBeGreaterThan(0);
    expect((erased.json as Erased).remains.join(" ")).toMatch(/Back-ups/);
    expect((await api.ask("owner", of(sale), { method: "POST" })).json).toEqual({ buyer: "erased" });
    const told = await api.ask<Told>("owner", `/api/v1/sales/${encodeURIComponent(sale)}`);
    expect(told.json.observations.map((one) => "rows" in one)).toEqual(told.json.observations.map(() => false));
    const { text } = await api.ask("owner", "/api/v1/shop/download");
    expect(text).not.toContain(email);
    expect(await booksAndSales()).toEqual(before);
    const rebuilt = await rebuildBooks(api.workplace, api.book, () => undefined);
    expect(rebuilt).toMatchObject({ changed: [], balances: [] });
    const verified = await verifyBooks(api.workplace.store, undefined, {
      folder: mkdtempSync(join(tmpdir(), "millrace-anchors-")),
      random: seededRandom(1n),
    });
    expect(verified.ok && verified.value.findings).toEqual([]);
  });

  it("is not found any more, and cannot be erased twice", async () => {
    expect(await post("owner", "erase", { email })).toMatchObject({ status: 404, json: { code: "unknown-buyer" } });
    expect(await post("owner", "erase", { sale })).toMatchObject({ status: 422, json: { code: "buyer-not-named" } });
  });

  it("is not opened by a process that held the key when another one erased", async () => {
    const { json } = await api.ask<z.infer<typeof salesPage>>("owner", "/api/v1/sales?limit=50");
    const other = json.items.map(({ key }) => key).find((key) => key !== sale) ?? "";
    const seen = await api.ask<{ buyer: { email?: string } }>("owner", of(other), { method: "POST" });
    const stranger = { ...api.workplace, sealing: api.workplace.freshSealing() };
    expect((await eraseBuyer(stranger, api.book, { sale: other })).ok).toBe(true);
    expect(seen.json.buyer).not.toBe("erased");
    expect((await api.ask("owner", of(other), { method: "POST" })).json).toEqual({ buyer: "erased" });
  });
});
