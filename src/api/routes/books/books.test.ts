import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { startCheck } from "../../../operations/check-now.ts";
import type { auditState } from "../../contract/audit.ts";
import type { accounts, booksCheck, journal } from "../../contract/books.ts";
import type { runList, scheduleList } from "../../contract/jobs.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

type Accounts = z.infer<typeof accounts>;
type Journal = z.infer<typeof journal>;
type Check = z.infer<typeof booksCheck>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
});
afterAll(() => api.close());

const balanceAt = "assets:platform:gumroad:main:balance";

describe("the books over HTTP", () => {
  it("gives every account, earned and owed amounts as a person says them, and in balance", async () => {
    const { json, status } = await api.ask<Accounts>("viewer", "/api/v1/books/accounts");
    expect(status).toBe(200);
    const cents = (text: string): bigint => BigInt(text.replace(".", ""));
    expect(json.accounts.reduce((sum, one) => sum + cents(one.balance), 0n)).toBe(0n);
    const earned = json.accounts.filter(({ path }) => path.startsWith("income:sales:"));
    expect(earned.length).toBeGreaterThan(0);
    for (const one of earned) {
      expect(one.balance).toMatch(/^-/);
      expect(`-${one.said}`).toBe(one.balance);
    }
  });

  it("gives an account's journal page by page, newest first, down to nothing", async () => {
    const all = await api.ask<Accounts>("viewer", "/api/v1/books/accounts");
    const account = all.json.accounts.find(({ path }) => path === balanceAt);
    const lines: Journal["items"][number][] = [];
    let after = "";
    for (;;) {
      const page = await api.ask<Journal>("viewer", `/api/v1/books/accounts/${balanceAt}?limit=3${after}`);
      expect(page.status).toBe(200);
      lines.push(...page.json.items);
      if (page.json.next === null) break;
      after = `&after=${page.json.next}`;
    }
    expect(lines[0]?.balance.amount).toBe(account?.balance);
    const cents = (text: string): bigint => BigInt(text.replace(".", ""));
    for (const [at, line] of lines.entries()) {
      const before = lines[at + 1]?.balance.amount ?? "0.00";
      expect(cents(line.balance.amount) - cents(line.amount.amount)).toBe(cents(before));
    }
    expect(lines.map(({ object }) => object).every((object) => object.startsWith("gumroad/"))).toBe(true);
  });

  it("tells the past: before anything was booked there is no account", async () => {
    const then = new Date(testNow - 86_400_000).toISOString();
    const past = await api.ask<Accounts>("viewer", `/api/v1/books/accounts?asOf=${then}`);
    expect(past.json).toMatchObject({ past: true, accounts: [] });
    const lines = await api.ask<Journal>("viewer", `/api/v1/books/accounts/${balanceAt}?asOf=${then}`);
    expect(lines.json.items).toEqual([]);
  });

  it("says which accounts are near one that is not there, and refuses a place that no page ended at", async () => {
    const unknown = await api.ask<{ detail: string }>("viewer", "/api/v1/books/accounts/assets:platform:gumrod");
    expect(unknown).toMatchObject({ status: 404, json: { code: "unknown-account" } });
    const wrong = Buffer.from(JSON.stringify(["1", "x"])).toString("base64url");
    const refused = await api.ask("viewer", `/api/v1/books/accounts/${balanceAt}?after=${wrong}`);
    expect(refused).toMatchObject({ status: 400, json: { code: "cursor-wrong" } });
  });

  it("checks the books when asked, keeps what came of it, and says to which link", async () => {
    const before = await api.ask<Check>("viewer", "/api/v1/books/check");
    expect(before.json).toMatchObject({ running: null, last: null });
    expect(before.json.head.link).toBeGreaterThan(0);
    const denied = await api.ask("viewer", "/api/v1/books/check", { method: "POST" });
    expect(denied.status).toBe(403);
    const begun = await api.ask<Check>("approver", "/api/v1/books/check", { method: "POST" });
    expect(begun.status).toBe(202);
    expect(begun.json.running).not.toBeNull();
    await startCheck(api.workplace, api.book).ended;
    const after = await api.ask<Check>("viewer", "/api/v1/books/check");
    expect(after.json.running).toBeNull();
    expect(after.json.last).toMatchObject({ sound: true, findings: [], more: 0, links: before.json.head.link });
    expect(after.json.last?.entries).toBeGreaterThan(3);
    const then = new Date(testNow - 86_400_000).toISOString();
    const past = await api.ask<Check>("viewer", `/api/v1/books/check?asOf=${then}`);
    expect(past.json).toMatchObject({ last: null, head: { link: 0 } });
  });

  it("are checked every night by themselves, and the audit record with them", async () => {
    const jobs = await api.ask<z.infer<typeof scheduleList>>("viewer", "/api/v1/jobs");
    const nightly = jobs.json.items.find(({ name }) => name === "books-check");
    expect(nightly).toMatchObject({ cron: "30 2 * * *", state: "on" });
    await api.ask("approver", "/api/v1/jobs/books-check/run", { method: "POST" });
    await api.workplace.jobs.runDue();
    const runs = await api.ask<z.infer<typeof runList>>("viewer", "/api/v1/jobs/history?schedule=books-check");
    expect(runs.json.items[0]).toMatchObject({ result: "done", note: "1 book computed anew: everything fits" });
    const books = await api.ask<Check>("viewer", "/api/v1/books/check");
    const audit = await api.ask<z.infer<typeof auditState>>("viewer", "/api/v1/audit");
    expect(books.json).toMatchObject({ running: null, last: { sound: true } });
    expect(audit.json.check).toMatchObject({ whole: true, at: books.json.last?.at, links: books.json.last?.links });
  });

  it.each([
    ["hledger", "journal", "text/plain"],
    ["beancount", "beancount", "text/plain"],
    ["csv", "csv", "text/csv"],
    ["jsonl", "jsonl", "application/x-ndjson"],
  ])("gives the whole books as a %s file to those who may take data out", async (format, ending, type) => {
    const path = `/api/v1/books/download?format=${format}`;
    expect((await api.ask("viewer", path)).status).toBe(403);
    const file = await api.ask("accountant", path);
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toBe(`${type}; charset=utf-8`);
    expect(file.headers.get("content-disposition")).toBe(
      `attachment; filename="millrace-main-books-2026-11-20.${ending}"`,
    );
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    expect(file.text).toContain("gumroad");
    expect(file.text).not.toContain("@example");
  });

  it("names the formats there are", async () => {
    const refused = await api.ask("accountant", "/api/v1/books/download?format=xlsx");
    expect(refused).toMatchObject({ status: 400, json: { errors: [{ field: "format" }] } });
  });
});
