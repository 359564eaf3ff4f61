import { describe, expect, it } from "vitest";
import { noFaults, type RequestFault, requestFaults, swarm } from "./fault-plan.ts";
import { livelyShop, type OpenTwin, openTwin, type Row, type Said, testTime, walk } from "./testing/open-twin.ts";

const faulty = (kind: RequestFault, share = 1): Promise<OpenTwin> =>
  openTwin({ shop: livelyShop(30), faults: { ...noFaults, shares: { [kind]: share } } });

async function first(kind: RequestFault): Promise<Said> {
  await using open = await faulty(kind);
  const said = await open.get("/v2/sales");
  expect(open.twin.faultCounts[kind]).toBeGreaterThan(0);
  return said;
}

const ids = (said: Said): readonly string[] => said.json.sales.map((row: Row) => row.id);

describe("faults", () => {
  it("turn requests away in text, with and without a time to wait", async () => {
    expect(await first("throttled")).toMatchObject({ status: 429, text: "Retry later\n", json: undefined });
    const timed = await first("throttled-with-time");
    expect([timed.status, timed.headers.get("retry-after")]).toEqual([429, "30"]);
  });

  it("fail as servers do", async () => {
    for (const [kind, status] of [
      ["error-500", 500],
      ["error-502", 502],
      ["error-503", 503],
      ["html-502", 502],
      ["html-200", 200],
    ] as const) {
      const said = await first(kind);
      expect([kind, said.status]).toEqual([kind, status]);
      if (kind.startsWith("html")) expect(said.text).toContain("<html>");
    }
  });

  it("cut the text short, name it wrongly, or cut the connection", async () => {
    const truncated = await first("truncated");
    expect([truncated.status, truncated.json]).toEqual([200, undefined]);
    expect((await first("wrong-type")).headers.get("content-type")).toMatch(/^text\/html/);
    await expect(first("cut")).rejects.toThrow();
  });

  it("give rows twice, in another order, or leave one out", async () => {
    await using open = await openTwin({ shop: livelyShop(30) });
    const right = ids(await open.get("/v2/sales"));
    expect(ids(await first("duplicate-rows")).length).toBeGreaterThan(10);
    expect(ids(await first("reordered-rows"))).toEqual(right.toReversed());
    expect(ids(await first("skipped-row"))).toHaveLength(9);
  });

  it("repeat rows of the page before, and give keys that lead back", async () => {
    await using shifting = await faulty("shifting-list");
    const page = (await shifting.get("/v2/sales")).json;
    const next = await shifting.get(page.next_page_url);
    expect(ids(next).slice(0, 2)).toEqual(page.sales.slice(-2).map((row: Row) => row.id));
    await using lying = await faulty("lying-page-key");
    const { next_page_key: key, next_page_url: url } = (await lying.get("/v2/sales")).json;
    expect((await lying.get(url)).json.next_page_key).toBe(key);
  });

  it("make a record bad for a while, in lists and by id alike, and others not", async () => {
    await using open = await faulty("bad-record", 0.2);
    const rows = await walk(open, "/v2/sales", "sales");
    const bad = rows.filter((row) => row.price === "12.5");
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.length).toBeLessThan(rows.length / 2);
    const path = `/v2/sales/${bad[0].id}`;
    expect((await open.get(path)).json.sale.price).toBe("12.5");
    open.twin.heal();
    expect((await open.get(path)).json.sale.price).toBeTypeOf("number");
  });

  it("answer from a copy that lags, or very slowly, or with a wrong date", async () => {
    await using stale = await openTwin({ faults: { ...noFaults, shares: { stale: 1 } } });
    stale.twin.sell({});
    expect(ids(await stale.get("/v2/sales"))).toEqual([]);
    await using slow = await faulty("slow");
    await slow.get("/v2/sales");
    expect(slow.clock.now()).toBeGreaterThan(testTime);
    expect(Date.parse((await first("clock-skew")).headers.get("date") ?? "")).not.toBe(testTime);
  });

  it("last: an outage, and a token that is unknown for a while", async () => {
    const span = (kind: "outage" | "token-revoked") => ({ kind, from: testTime, to: testTime + 3_600_000 });
    for (const [kind, status] of [
      ["outage", 503],
      ["token-revoked", 401],
    ] as const) {
      await using open = await openTwin({ faults: { ...noFaults, spans: [span(kind)] } });
      expect((await open.get("/v2/user")).status).toBe(status);
      open.clock.advance(3_600_000);
      expect((await open.get("/v2/user")).status).toBe(200);
      expect(open.twin.faultCounts).toEqual({ [kind]: 1 });
    }
  });

  it("hold a rate limit, tell how much of it is left, and count who goes beyond", async () => {
    await using open = await openTwin({ faults: { ...noFaults, rateLimit: { requests: 2, windowMs: 60_000 } } });
    const said = [await open.get("/v2/user"), await open.get("/v2/user"), await open.get("/v2/user")];
    expect(said.map((one) => one.status)).toEqual([200, 200, 429]);
    expect(said[1]?.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(open.twin.faultCounts).toEqual({ "rate-limit": 1 });
    open.clock.advance(60_000);
    expect((await open.get("/v2/user")).status).toBe(200);
  });

  it("change nothing in the world behind them", async () => {
    const shares = Object.fromEntries(requestFaults.map((kind) => [kind, 0.1]));
    const truth = async (faults = noFaults): Promise<unknown> => {
      await using open = await openTwin({ shop: livelyShop(30), faults: { ...faults, slowMsMax: 1 } });
      for (let i = 0; i < 20; i++) await open.get("/v2/sales").catch((reason: unknown) => reason);
      open.clock.set(testTime + 1_000);
      return [open.twin.books(), [...open.twin.ledger().values()]];
    };
    expect(await truth({ ...noFaults, shares })).toEqual(await truth());
  });

  it("are another mixture for every seed, with some kinds never", () => {
    const plans = Array.from({ length: 40 }, (_, seed) => swarm(seed, 0, 1e10));
    const kinds = plans.map((plan) => Object.keys(plan.shares).length);
    expect(Math.min(...kinds)).toBeLessThan(11);
    expect(Math.max(...kinds)).toBeGreaterThan(11);
    expect(swarm(3, 0, 1e10)).toEqual(swarm(3, 0, 1e10));
  });

  it("can be set and seen through their door", async () => {
    await using open = await openTwin();
    await open.door("PUT", "faults", { shares: { "error-500": 1 } });
    expect((await open.get("/v2/user")).status).toBe(500);
    expect((await open.door("GET", "faults")).json.counts).toEqual({ "error-500": 1 });
    await open.door("POST", "heal");
    expect((await open.get("/v2/user")).status).toBe(200);
  });
});
