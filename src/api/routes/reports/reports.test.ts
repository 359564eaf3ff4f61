import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { keepDailyReports } from "../../../operations/daily-reports.ts";
import type { dailyReport, reportsPage } from "../../contract/reports.ts";
import { openTestApi, type TestApi, testNow } from "../../testing/open-api.ts";

type Page = z.infer<typeof reportsPage>;
type Report = z.infer<typeof dailyReport>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
  await keepDailyReports(api.workplace);
  api.clock.advance(3 * 86_400_000);
  await keepDailyReports(api.workplace);
});
afterAll(() => api.close());

describe("the reports over HTTP", () => {
  it("are listed newest first, page by page, and open by their day", async () => {
    const all = await api.ask<Page>("viewer", "/api/v1/reports");
    expect(all.status).toBe(200);
    const days = all.json.items.map(({ day }) => day);
    expect(days).toEqual(["2026-11-22", "2026-11-21", "2026-11-20", "2026-11-19"]);
    const first = await api.ask<Page>("viewer", "/api/v1/reports?limit=3");
    const second = await api.ask<Page>("viewer", `/api/v1/reports?limit=3&after=${first.json.next}`);
    expect([...first.json.items, ...second.json.items].map(({ day }) => day)).toEqual(days);
    expect(second.json.next).toBeNull();
    const one = await api.ask<Report>("viewer", "/api/v1/reports/2026-11-20");
    expect(one.json.period).toEqual({ from: "2026-11-20", to: "2026-11-20" });
    expect(await api.ask("viewer", "/api/v1/reports/2020-01-01")).toMatchObject({ status: 404 });
  });

  it("are, in the past, those that were made by then", async () => {
    const then = new Date(testNow + 60_000).toISOString();
    const past = await api.ask<Page>("viewer", `/api/v1/reports?asOf=${then}`);
    expect(past.json.items.map(({ day }) => day)).toEqual(["2026-11-19"]);
  });

  it("go out as JSON and CSV to those who may take data out", async () => {
    const path = "/api/v1/reports/2026-11-19/download";
    expect((await api.ask("viewer", `${path}?format=json`)).status).toBe(403);
    const json = await api.ask<Report>("accountant", `${path}?format=json`);
    expect(json.headers.get("content-disposition")).toBe('attachment; filename="millrace-main-report-2026-11-19.json"');
    expect(json.json.period.from).toBe("2026-11-19");
    const csv = await api.ask("accountant", `${path}?format=csv`);
    expect(csv.text).toMatch(/^from,to,part,key,name,currency/);
    expect(await api.ask("accountant", `${path}?format=pdf`)).toMatchObject({ status: 400 });
  });
});
