import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { actionLog, complianceBoard, decisionsPage } from "../../contract/compliance.ts";
import { openTestApi } from "../../testing/open-api.ts";
import { type InboxWorld, openInboxWorld, refund } from "../../testing/open-inbox.ts";

type Log = z.infer<typeof actionLog>;

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
  for (const key of ["one", "two", "three"]) await world.put(key);
  await world.put("four", refund("four"));
});
afterAll(() => world.close());

describe("compliance over HTTP", () => {
  it("counts what was checked this month, and shows every rule with its source and its age", async () => {
    const { status, json } = await world.ask<z.infer<typeof complianceBoard>>("viewer", "/api/v1/compliance");
    expect(status).toBe(200);
    expect(json).toMatchObject({
      from: "2026-11-01",
      to: "2026-11-20",
      total: { checked: 4, denied: 0 },
      trouble: null,
    });
    expect(json.byKind.map(({ kind }) => kind)).toEqual(["listing.price", "sale.refund"]);
    expect(json.rules).toHaveLength(1);
    expect(json.rules[0]).toMatchObject({ denied: 0, asked: 0 });
  });

  it("still counts when the rules cannot be read, and says that nothing may leave", async () => {
    const bare = await openTestApi();
    const { status, json } = await bare.ask<z.infer<typeof complianceBoard>>("viewer", "/api/v1/compliance");
    expect(status).toBe(200);
    expect(json.trouble?.sentence).toBe("There are no rules here.");
    await bare.close();
  });

  it("lists every act with what was said about it, page after page, and sums over all pages", async () => {
    const first = await world.ask<Log>("viewer", "/api/v1/compliance/actions?limit=3");
    expect(first.json.items).toHaveLength(3);
    expect(first.json.totals).toMatchObject({ count: 4, byState: [{ state: "needs-approval", count: 4 }] });
    expect(first.json.items[0]?.said).toMatchObject({ verdict: "needs-approval", asked: 1 });
    const rest = await world.ask<Log>("viewer", `/api/v1/compliance/actions?limit=3&after=${first.json.next}`);
    expect(rest.json.items).toHaveLength(1);
    expect(rest.json.next).toBeNull();
    const ids = [...first.json.items, ...rest.json.items].map(({ action }) => action.id);
    expect(new Set(ids).size).toBe(4);
  });

  it("keeps to what is asked for: a kind, a state, a day", async () => {
    const kind = await world.ask<Log>("viewer", "/api/v1/compliance/actions?kind=sale.refund");
    expect(kind.json.totals.count).toBe(1);
    const none = await world.ask<Log>("viewer", "/api/v1/compliance/actions?state=denied");
    expect(none.json).toMatchObject({ items: [], totals: { count: 0 } });
    const later = await world.ask<Log>("viewer", "/api/v1/compliance/actions?from=2026-11-20");
    expect(later.json.totals.count).toBe(4);
    world.clock.advance(86_400_000);
    const tomorrow = await world.ask<Log>("viewer", "/api/v1/compliance/actions?from=today");
    expect(tomorrow.json).toMatchObject({ items: [], totals: { count: 0 } });
  });

  it("opens a verdict to its decisions, page after page", async () => {
    const path = "/api/v1/compliance/decisions?verdict=needs-approval&from=2026-11-01&to=2026-11-20&limit=3";
    const { json } = await world.ask<z.infer<typeof decisionsPage>>("viewer", path);
    expect(json.items).toHaveLength(3);
    const rest = await world.ask<z.infer<typeof decisionsPage>>("viewer", `${path}&after=${json.next}`);
    expect(rest.json).toMatchObject({ items: [{ said: { verdict: "needs-approval" } }], next: null });
    const silent = await world.ask<z.infer<typeof decisionsPage>>("viewer", "/api/v1/compliance/decisions?rule=NONE");
    expect(silent.json.items).toEqual([]);
  });

  it("says which days it cannot read", async () => {
    const wrong = await world.ask("viewer", "/api/v1/compliance?from=2026-12-01&to=2026-11-01");
    expect(wrong).toMatchObject({ status: 400, json: { code: "period-wrong" } });
  });
});
