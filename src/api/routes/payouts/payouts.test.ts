import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { payoutFile, payoutKeys } from "../../../../test/support/payout-files.ts";
import { importFile } from "../../../operations/import-file.ts";
import { replaceStatements } from "../../../store/statement-line.ts";
import type { payoutDetail, payoutGaps, payoutLinesPage, payoutsPage } from "../../contract/payouts.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

type Page = z.infer<typeof payoutsPage>;
type Detail = z.infer<typeof payoutDetail>;
type Lines = z.infer<typeof payoutLinesPage>;
type Gaps = z.infer<typeof payoutGaps>;
type Refusal = { readonly code: string; readonly title: string };

let api: TestApi;
const folder = mkdtempSync(join(tmpdir(), "millrace-payouts-"));
const worked = `/api/v1/payouts/${encodeURIComponent(payoutKeys.worked)}`;
const day = 86_400_000;

/** What the platform says the payout is made of. */
const statement = [
  { sort: "sale", object: "sale/d29ya2VkMQ==", on: "2026-11-02", net: 8_630n, gross: 10_000n, fees: -1_370n },
  { sort: "sale", object: "sale/d29ya2VkMg==", on: "2026-11-02", net: 8_630n, gross: 10_000n, fees: -1_370n },
  { sort: "refund", object: "sale/d29ya2VkMQ==", on: "2026-11-04", net: -2_685n, gross: -3_000n, fees: 315n },
  { sort: "adjustment", object: undefined, on: "2026-11-06", net: -1_500n, gross: undefined, fees: undefined },
].map(({ object, on, ...line }, at) => ({
  ...line,
  payoutKey: payoutKeys.worked,
  line: at,
  objectKey: object === undefined ? "" : `gumroad/${object}`,
  on: Date.parse(on),
  currency: "USD",
  label: line.sort,
}));

beforeAll(async () => {
  api = await openTestApi();
  for (const name of ["worked", "small"] as const) {
    const done = await importFile(api.workplace, api.book, payoutFile(folder, name), { currency: "USD" });
    if (!done.ok) throw new Error(done.error.sentence);
  }
  const { store } = api.workplace;
  await store.transaction((tx) => replaceStatements(tx, api.book.id, [payoutKeys.worked], statement));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await api.close();
});

const cents = (text: string): bigint => BigInt(text.replace(".", ""));

describe("payouts over HTTP", () => {
  it("are listed newest first, page by page, each with where it stands", async () => {
    const all = await api.ask<Page>("viewer", "/api/v1/payouts");
    expect(all.status).toBe(200);
    expect(all.json.items.map(({ key }) => key)).toEqual([payoutKeys.small, payoutKeys.worked]);
    expect(all.json.items[1]).toMatchObject({ amount: { amount: "130.75", currency: "USD" }, arrival: null });
    const first = await api.ask<Page>("viewer", "/api/v1/payouts?limit=1");
    const second = await api.ask<Page>("viewer", `/api/v1/payouts?limit=1&after=${first.json.next}`);
    expect([...first.json.items, ...second.json.items]).toEqual(all.json.items);
    expect(second.json.next).toBeNull();
  });

  it("are opened by key or id, with a race that ends at what was sent and lines that add up", async () => {
    const { json, status } = await api.ask<Detail>("viewer", worked);
    expect(status).toBe(200);
    expect(json).toMatchObject({ past: false, payout: { key: payoutKeys.worked } });
    const proof = json.proof;
    if (!proof) throw new Error("there are lines");
    expect(proof).toMatchObject({ stated: "130.75", sent: "130.75", covers: { from: "2026-11-02", to: "2026-11-06" } });
    const steps = proof.race.filter(({ step }) => step !== "paid-out");
    expect(steps.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(13_075n);
    expect(proof.race.find(({ step }) => step === "sales")).toMatchObject({ lines: 2, amount: "200.00" });
    expect(proof.race.find(({ step }) => step === "refunds")).toMatchObject({ lines: 1, amount: "-30.00" });
    const lines = await api.ask<Lines>("viewer", `${worked}/lines`);
    expect(lines.json.items).toHaveLength(proof.lines.count);
    expect(lines.json.items.reduce((sum, { net }) => sum + cents(net), 0n)).toBe(cents(proof.lines.net));
    expect(lines.json.items[0]).toMatchObject({
      number: 1,
      sort: "sale",
      sale: { id: "d29ya2VkMQ==" },
      differs: false,
    });
  });

  it("give their lines page by page", async () => {
    const first = await api.ask<Lines>("viewer", `${worked}/lines?limit=3`);
    const rest = await api.ask<Lines>("viewer", `${worked}/lines?after=${first.json.next}`);
    expect([...first.json.items, ...rest.json.items].map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(rest.json.next).toBeNull();
    const wrong = await api.ask<Refusal>("viewer", `${worked}/lines?after=nowhere`);
    expect(wrong).toMatchObject({ status: 400, json: { code: "cursor-wrong" } });
  });

  it("name every difference and what all of them come to", async () => {
    const gaps = await api.ask<Gaps>("viewer", "/api/v1/payouts/gaps");
    const missing = gaps.json.breaks.find(({ kind }) => kind === "missing_here");
    expect(missing).toMatchObject({ payout: payoutKeys.worked, amount: { amount: "-15.00", currency: "USD" } });
    const [open] = gaps.json.unexplained;
    const list = await api.ask<Page>("viewer", "/api/v1/payouts");
    const sum = list.json.items.reduce((all, { unexplained }) => all + cents(unexplained?.amount ?? "0"), 0n);
    expect(cents(open?.amount ?? "")).toBe(sum);
  });

  it("that nobody knows are not found", async () => {
    for (const path of ["", "/lines"])
      expect(await api.ask("viewer", `/api/v1/payouts/po_nothing${path}`)).toMatchObject({ status: 404 });
  });

  it("were unknown before they were heard of", async () => {
    const then = new Date(testNow - day).toISOString();
    expect((await api.ask<Page>("viewer", `/api/v1/payouts?asOf=${then}`)).json.items).toEqual([]);
    expect((await api.ask("viewer", `${worked}?asOf=${then}`)).status).toBe(404);
  });
});

describe("that a payout arrived", () => {
  const said = { at: "2026-11-09", bank: "Equity", amount: "130.75", currency: "USD" };
  const book = (who: "viewer" | "approver", body: unknown) =>
    api.ask<Refusal>(who, `${worked}/arrival`, { method: "POST", body });

  it("cannot be said by somebody who only reads", async () => {
    expect((await book("viewer", said)).status).toBe(403);
  });

  it.each([
    ["bank", { bank: "  " }, "bank-name"],
    ["amount", { amount: "a lot" }, "amount-wrong"],
    ["day", { at: "2031-01-01" }, "period-wrong"],
    ["sum", { amount: "99.00" }, "arrival-wrong"],
  ])("is refused in words where its %s cannot be", async (_what, wrong, code) => {
    const refused = await book("approver", { ...said, ...wrong });
    expect(refused).toMatchObject({ status: 400, json: { code } });
    expect(refused.json.title).toMatch(/\.$/);
  });

  it("is booked once, shows, was not so before, and can be taken back", async () => {
    const before = new Date(api.clock.now()).toISOString();
    api.clock.advance(60_000);
    expect(await book("approver", said)).toMatchObject({ status: 200, json: { changed: true } });
    expect(await book("approver", said)).toMatchObject({ status: 200, json: { changed: false } });
    expect(await book("approver", { ...said, bank: "KCB" })).toMatchObject({ status: 409 });
    const after = await api.ask<Detail>("viewer", worked);
    expect(after.json.payout.arrival).toMatchObject({ bank: "equity", amount: { amount: "130.75" } });
    expect(after.json.proof?.race.at(-1)).toMatchObject({ step: "in-your-bank", amount: "130.75" });
    const then = await api.ask<Detail>("viewer", `${worked}?asOf=${before}`);
    expect(then.json).toMatchObject({ past: true, payout: { arrival: null } });
    api.clock.advance(60_000);
    const undo = { method: "POST", body: { reason: "typed for another payout" } };
    expect(await api.ask("viewer", `${worked}/arrival/undo`, undo)).toMatchObject({ status: 403 });
    expect(await api.ask("approver", `${worked}/arrival/undo`, undo)).toMatchObject({ status: 200 });
    expect(await api.ask("approver", `${worked}/arrival/undo`, undo)).toMatchObject({ status: 409 });
    expect((await api.ask<Detail>("viewer", worked)).json.payout.arrival).toBeNull();
    expect(await book("approver", said)).toMatchObject({ status: 200, json: { changed: true } });
  });
});
