import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { saveOpenAlert } from "../../../store/alert.ts";
import type { targets } from "../../contract/targets.ts";
import type { forecast, today, troubles } from "../../contract/today.ts";
import { openTestApi, type TestApi } from "../../testing/open-api.ts";

type Today = z.infer<typeof today>;
type Targets = z.infer<typeof targets>;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await api.importSample("gumroad/sales-2025.csv");
});
afterAll(() => api.close());

describe("Today over HTTP", () => {
  it("tells what was earned with how complete it is, and the parts add up", async () => {
    const { status, json } = await api.ask<Today>("viewer", "/api/v1/today?days=7");
    expect(status).toBe(200);
    expect(json).toMatchObject({ currency: "USD", past: false, today: "2026-11-20", month: "2026-11" });
    expect(json.lastDays).toHaveLength(7);
    expect(json.earned.month.level.state).toBe("at-least");
    const earned = json.race.find(({ step }) => step === "earned");
    expect(earned?.amount).toBe(json.earned.month.amount);
  });

  it("tells it as it stood before anything was read", async () => {
    const { json } = await api.ask<Today>("viewer", "/api/v1/today?asOf=2026-11-01T00:00:00Z");
    expect(json).toMatchObject({ past: true, month: "2026-11", todayCount: 0 });
    expect(json.earned.month.level.state).toBe("nothing-read");
  });

  it("says that it is not sure yet rather than guess from nothing", async () => {
    const { json } = await api.ask<z.infer<typeof forecast>>("viewer", "/api/v1/today/forecast");
    expect(json.state).toBe("not-sure-yet");
  });

  it("finds nothing wrong where nothing is", async () => {
    const { json } = await api.ask<z.infer<typeof troubles>>("viewer", "/api/v1/today/troubles");
    expect(json).toEqual({ items: [], total: 0 });
  });

  it("tells each open alert once, the most serious first, and not what somebody knows or is asked to do already", async () => {
    const { workplace, clock } = api;
    const now = clock.now();
    const alert = { lines: ["Why."], since: now - 60_000, seenAt: now, times: 1, toldAt: undefined };
    const open = { ...alert, acknowledgedAt: undefined, acknowledgedBy: undefined };
    await workplace.store.transaction(async (tx) => {
      await saveOpenAlert(tx, { ...open, key: "disk/data", severity: "minor", title: "The disk fills up." });
      await saveOpenAlert(tx, { ...open, key: "memory/engine", severity: "serious", title: "Memory runs short." });
      await saveOpenAlert(tx, { ...open, key: "step/1", severity: "serious", title: "A step waits." });
      const known = { ...alert, acknowledgedAt: now, acknowledgedBy: "owner" };
      await saveOpenAlert(tx, { ...known, key: "clock/engine", severity: "serious", title: "The clock is wrong." });
    });
    const { json } = await api.ask<z.infer<typeof troubles>>("viewer", "/api/v1/today/troubles");
    const titles = json.items.map((one) => (one.what === "alert" ? one.title : one.what));
    expect(titles).toEqual(["Memory runs short.", "The disk fills up."]);
    const before = await api.ask("viewer", "/api/v1/today/troubles?asOf=2026-11-20T08:58:00Z");
    expect(before.json).toEqual({ items: [], total: 0 });
  });
});

describe("targets over HTTP", () => {
  it("stand as usual until an owner says otherwise, and each change is told at once", async () => {
    const before = await api.ask<Targets>("viewer", "/api/v1/targets");
    expect(before.json.items[0]).toMatchObject({ currency: "USD", usual: true, month: { target: "10000.00" } });
    const body = { currency: "USD", month: "2500.50", day: null };
    const after = await api.ask<Targets>("owner", "/api/v1/targets", { method: "PATCH", body });
    expect(after.json.items).toMatchObject([
      { currency: "USD", usual: false, month: { target: "2500.50" }, day: null },
    ]);
    expect((await api.ask<Targets>("viewer", "/api/v1/targets")).json).toEqual(after.json);
  });

  it("are refused in one sentence when they are no amounts, and for whom it is not to set them", async () => {
    const wrong = { method: "PATCH", body: { currency: "USD", month: "ten" } };
    const refused = await api.ask("owner", "/api/v1/targets", wrong);
    expect(refused).toMatchObject({ status: 400, json: { code: "target-wrong" } });
    expect((await api.ask("approver", "/api/v1/targets", wrong)).status).toBe(403);
  });
});
