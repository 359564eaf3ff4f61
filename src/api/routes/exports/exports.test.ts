import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepDailyReports } from "../../../operations/daily-reports.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";
import { type InboxWorld, openInboxWorld } from "../../testing/open-inbox.ts";

let api: InboxWorld;
let shop: TestApi;
beforeAll(async () => {
  api = await openInboxWorld();
  shop = await openTestApi();
  await shop.importSample("gumroad/sales-2025.csv");
  await keepDailyReports(shop.workplace);
});
afterAll(async () => {
  await api.close();
  await shop.close();
});

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the history", () => {
  it.each(["actions", "reports"])("of %s goes out as JSON lines, to those who may take data out", async (part) => {
    expect((await api.ask("viewer", `/api/v1/exports/${part}`)).status).toBe(403);
    const file = await api.ask("accountant", `/api/v1/exports/${part}`);
    expect(file.status).toBe(200);
    expect(file.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="millrace-main-${part}-\\d{4}-\\d{2}-\\d{2}\\.jsonl"$`),
    );
    expect(() => linesOf(file.text)).not.toThrow();
  });

  it("has each day's report with when it was made", async () => {
    const file = await shop.ask("accountant", "/api/v1/exports/reports");
    const [newest] = linesOf(file.text);
    expect(newest).toMatchObject({ day: expect.any(String), madeAt: expect.any(String), report: { period: {} } });
  });

  it("has each action with what was decided about it and every step it took", async () => {
    const { action } = await api.put("one");
    const lines = linesOf((await api.ask("accountant", "/api/v1/exports/actions")).text);
    const line = lines.find(({ id }) => id === action.id);
    expect(line).toMatchObject({ kind: "listing.price", worstCost: { amount: "38.00" }, outcome: null });
    expect(line?.["decision"]).toMatchObject({ verdict: expect.any(String) });
    expect(line?.["events"]).toContainEqual(expect.objectContaining({ from: "" }));
  });

  it("has the report of what was checked", async () => {
    const file = await api.ask("accountant", "/api/v1/compliance/download?from=2026-11-01&to=2026-11-20");
    expect(file.headers.get("content-disposition")).toMatch(/filename="millrace-main-compliance-[\d-]+\.json"/);
    expect(file.json).toMatchObject({ total: { checked: expect.any(Number) } });
    expect((await api.ask("viewer", "/api/v1/compliance/download")).status).toBe(403);
  });

  it("has nothing else", async () => {
    expect(await api.ask("accountant", "/api/v1/exports/buyers")).toMatchObject({ status: 404 });
  });
});
