import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { livelyShop, openTwin, testTime, walk } from "../testing/open-twin.ts";
import { presetShop } from "../world/presets.ts";
import { createGumroadTwin } from "./create-twin.ts";
import { dollarsText, feeOf, listedText } from "./money.ts";
import { usualFees, usualPayouts } from "./shop-plan.ts";

describe("the twin's books", () => {
  it("come to nothing: all that came is where it went, or in the balance", async () => {
    await using open = await openTwin({ shop: livelyShop(90) });
    const books = open.twin.books();
    const total = Object.values(books.totals).reduce((sum, cents) => sum + cents, 0);
    expect(total - books.inTransitCents - books.balanceCents).toBe(0);
    const nets = [...open.twin.ledger().values()].reduce((sum, sale) => sum + sale.net, 0);
    expect(nets + books.totals.payouts + books.totals.payoutFees - books.inTransitCents).toBe(books.balanceCents);
    expect(books.totals.sales).toBeGreaterThan(0);
    expect(books.totals.refunds).toBeLessThan(0);
  });

  it("pay out exactly what the rows of a payout come to, fee included", async () => {
    const shop = livelyShop(60, { payouts: { ...usualPayouts, feeCents: 60, failed: 0.3, returned: 0.3 } });
    await using open = await openTwin({ shop });
    const payouts = await walk(open, "/v2/payouts?include_upcoming=false", "payouts");
    expect(payouts.length).toBeGreaterThan(4);
    for (const { id, amount } of payouts) {
      const { payout } = (await open.get(`/v2/payouts/${id}?include_transactions=true`)).json;
      const cents = payout.transactions.reduce(
        (sum: number, row: { net_total: number }) => sum + Math.round(row.net_total * 100),
        0,
      );
      expect(cents).toBe(Math.round(Number(amount) * 100));
    }
    expect(new Set(payouts.map((one) => one.status)).size).toBeGreaterThan(1);
  });

  it("are at rest after settling: nothing is owed, and payouts are what sales left", async () => {
    await using open = await openTwin({ shop: livelyShop(60) });
    const { json } = await open.door("POST", "settle");
    expect(json).toMatchObject({ balanceCents: 0, pendingCents: 0, inTransitCents: 0 });
    const sold = [...open.twin.ledger().values()].reduce((sum, sale) => sum + sale.net, 0);
    expect(-json.totals.payouts).toBe(sold);
  });

  it("hold the same money that the list of sales tells of", async () => {
    await using open = await openTwin({ shop: livelyShop(40) });
    const rows = await walk(open, "/v2/sales", "sales");
    const charged = rows.filter((row) => "refunded" in row);
    const { totals } = open.twin.books();
    expect(charged.reduce((sum, row) => sum + row.price, 0)).toBe(totals.sales);
    expect(charged.reduce((sum, row) => sum + row.gumroad_fee, 0)).toBe(-totals.fees);
  });

  it("take a new fee from its date on", async () => {
    const to = { from: testTime - 5 * 86_400_000, permille: 150, fixed: 100, discoverPermille: 400 };
    await using open = await openTwin();
    const before = open.twin.sell({ product: "lgpqr" }) ?? "";
    await open.door("POST", "fees", to);
    const after = open.twin.sell({ product: "lgpqr" }) ?? "";
    const ledger = open.twin.ledger();
    expect([ledger.get(before)?.fee, ledger.get(after)?.fee]).toEqual([454, 535]);
  });
});

describe("a world", () => {
  const world = (seed: string, steps: readonly number[]): string => {
    let now = testTime - 50 * 86_400_000;
    const clock = { now: () => now, sleep: async () => undefined };
    const twin = createGumroadTwin({ seed, clock, shop: presetShop("small", now) });
    for (const step of steps) {
      now = Math.min(testTime, now + step);
      twin.advance();
    }
    now = testTime;
    return JSON.stringify([twin.books(), [...twin.ledger().values()]]);
  };

  it("is the same for the same seed, however often it is looked at, and another for another", () => {
    const once = world("a", []);
    expect(world("b", [])).not.toBe(once);
    const days = fc.array(fc.integer({ min: 1, max: 9 * 86_400_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(days, (steps) => world("a", steps) === once),
      { numRuns: 6 },
    );
  });
});

describe("amounts", () => {
  it("are written as the platform writes them", () => {
    expect([2900, 454, 950, -110, 0, -0, 5].map(dollarsText)).toEqual([
      "29.0",
      "4.54",
      "9.5",
      "-1.1",
      "0.0",
      "-0.0",
      "0.05",
    ]);
    expect([listedText(1_234_500, "usd"), listedText(1_950, "eur"), listedText(1_500, "jpy")]).toEqual([
      "12,345",
      "19.50",
      "1,500",
    ]);
  });

  it("never cost more than they are, and a half cent counts up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.boolean(), (price, discover) => {
        const fee = feeOf(price, discover, usualFees);
        return Number.isSafeInteger(fee) && fee >= 0 && fee <= price;
      }),
    );
    expect(feeOf(500, false, usualFees)).toBe(145);
  });
});
