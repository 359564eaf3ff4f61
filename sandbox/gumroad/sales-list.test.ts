import { describe, expect, it } from "vitest";
import { dayMs, livelyShop, openTwin, testTime, walk } from "../testing/open-twin.ts";

describe("the list of sales", () => {
  it("gives ten at a time, the newest first, until there are no more", async () => {
    await using open = await openTwin({ shop: livelyShop(30) });
    const first = (await open.get("/v2/sales")).json;
    expect(first.sales).toHaveLength(10);
    expect(first.next_page_url).toBe(`/v2/sales?page_key=${first.next_page_key}`);
    const rows = await walk(open, "/v2/sales", "sales");
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.map((row) => row.created_at)).toEqual(
      rows
        .map((row) => row.created_at)
        .sort()
        .reverse(),
    );
    expect(rows.length).toBe(open.twin.books().counts.listed);
  });

  it("has no next page on the last one, and none where there is nothing", async () => {
    await using open = await openTwin();
    open.twin.sell({});
    expect(Object.keys((await open.get("/v2/sales")).json)).toEqual(["success", "sales"]);
    expect((await open.get("/v2/sales?before=2020-01-01")).text).toBe('{"success":true,"sales":[]}');
  });

  it("takes days as UTC: from midnight of the first, up to midnight of the second", async () => {
    await using open = await openTwin();
    open.clock.set(Date.UTC(2026, 10, 20, 23, 59, 59));
    const before = open.twin.sell({});
    open.clock.set(Date.UTC(2026, 10, 21, 0, 0, 0));
    const after = open.twin.sell({});
    const ids = async (query: string): Promise<readonly string[]> =>
      (await open.get(`/v2/sales?${query}`)).json.sales.map((row: { id: string }) => row.id);
    expect(await ids("after=2026-11-21")).toEqual([after]);
    expect(await ids("before=2026-11-21")).toEqual([before]);
  });

  it("finds by product, email and order number", async () => {
    await using open = await openTwin();
    open.twin.sell({ product: "mlpsh", email: "one@example.com" });
    open.twin.sell({ product: "lgpqr", email: "two@example.com" });
    const [row] = (await open.get("/v2/sales?email=TWO@example.com")).json.sales;
    expect(row.product_permalink).toBe("lgpqr");
    expect((await open.get(`/v2/sales?product_id=${row.product_id}`)).json.sales).toHaveLength(1);
    expect((await open.get(`/v2/sales?order_id=${row.order_id}`)).json.sales[0].id).toBe(row.id);
  });

  it("refuses what it cannot read with status 400 and the reason under another name", async () => {
    await using open = await openTwin();
    for (const query of ["after=yesterday", "before=2026-02-30", "page_key=abc", "product_id=x", "order_id=1x"]) {
      const { status, json } = await open.get(`/v2/sales?${query}`);
      expect([query, status, json.status]).toEqual([query, 400, 400]);
      expect(json.error).toMatch(/^Invalid/);
    }
  });

  it("lets a row with an older date and a higher number slip between two pages, as the platform does", async () => {
    await using open = await openTwin({ shop: { ...livelyShop(1), ordersPerDay: 0, salesPageSize: 1 } });
    open.twin.sell({ product: "lgpqr" });
    const passedOver = open.twin.sell({ product: "mlpsh", olderBySeconds: 30 });
    const rows = await walk(open, "/v2/sales", "sales");
    expect(rows.map((row) => row.id)).not.toContain(passedOver);
    expect((await open.get(`/v2/sales/${encodeURIComponent(passedOver ?? "")}`)).json.success).toBe(true);
  });

  it("lists a payment that took days under its old date", async () => {
    await using open = await openTwin();
    const id = open.twin.sell({ pendingSeconds: 2 * 86_400 });
    expect((await open.get("/v2/sales")).json.sales).toEqual([]);
    open.clock.advance(3 * dayMs);
    open.twin.sell({});
    const rows = (await open.get("/v2/sales")).json.sales;
    expect(rows.map((row: { id: string }) => row.id).indexOf(id)).toBe(1);
    expect(rows[1].created_at).toBe(new Date(testTime).toISOString().replace(".000", ""));
  });

  it("changes the words for how long ago a sale was, and nothing else, while time passes", async () => {
    await using open = await openTwin();
    open.twin.sell({});
    const [then] = (await open.get("/v2/sales")).json.sales;
    open.clock.advance(5 * dayMs);
    const [now] = (await open.get("/v2/sales")).json.sales;
    expect(now.timestamp).toBe("5 days ago");
    expect({ ...now, timestamp: then.timestamp }).toEqual(then);
  });
});
