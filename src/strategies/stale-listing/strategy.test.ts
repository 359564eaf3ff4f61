import { describe, expect, it } from "vitest";
import { defaultParams } from "../../spec/strategy-kit/params.ts";
import { type KnownHistory, viewAt } from "../../spec/testing/known-history.ts";
import { proposalsOf } from "../../spec/testing/strategy-laws.ts";
import { conformStrategy } from "../../spec/testing/strategy-suite.ts";
import { params } from "./params.ts";
import { strategy } from "./strategy.ts";
import { day, every, listing, oneStops, readDaily, salesOn, start } from "./testing/histories.ts";

conformStrategy(strategy, oneStops);

const told = (history: KnownHistory, days: number, set: object = {}) =>
  proposalsOf(strategy, viewAt(history, start + days * day), { ...defaultParams(params), ...set });
const abouts = (history: KnownHistory, days: number, set: object = {}): readonly string[] =>
  told(history, days, set).map(({ about }) => about);

describe("stale listings", () => {
  it("names a listing that stopped selling, with its own rhythm, a link and what could come back", () => {
    expect(told(oneStops, 100)).toMatchObject([
      {
        kind: "human.step",
        about: "listing/gumroad/product/guide",
        reason: '"The guide" has not sold for 45 days; its longest pause was 5 days.',
        parameters: { step: "look-at-listing", link: "https://example.gumroad.com/l/guide" },
        // 900 a sale, a sale in five days: 5,400 in 30 days.
        gain: { low: 0n, likely: 0n, high: 5_400n, currency: "USD" },
        worstCost: { amount: 0n },
        evidence: ["gumroad/product/guide", "gumroad/sale/guide-9", "gumroad/sale/guide-10", "gumroad/sale/guide-11"],
      },
    ]);
  });

  it("waits until the pause is much longer than chance and its rhythm explain", () => {
    expect(abouts(oneStops, 75)).toEqual([]);
    expect(abouts(oneStops, 85, { minDays: 90 })).toEqual([]);
    expect(abouts(oneStops, 100, { timesLongest: 10 })).toEqual([]);
  });

  it("says nothing of a listing that never sold regularly, is not published, or was changed since", () => {
    const rare = { ...oneStops, sales: [...salesOn(every(3, 0, 200), "planner"), ...salesOn([0, 9, 18], "guide")] };
    expect(abouts(rare, 190)).toEqual([]);
    for (const state of ["draft", "deleted", "unknown"] as const)
      expect(abouts({ ...oneStops, products: [listing("guide", state)] }, 100)).toEqual([]);
  });

  it("is not fooled by a listing whose sales become rarer by and by", () => {
    const slowing = [0, 1, 3, 6, 11, 18, 28, 43, 63, 90];
    const history = { ...oneStops, sales: [...salesOn(every(3, 0, 200), "planner"), ...salesOn(slowing, "guide")] };
    expect(abouts(history, 130)).toEqual([]);
  });

  it("counts several sales of a day once, and nothing that was no sale", () => {
    const burst = Array.from({ length: 12 }, (_, i) => 10 + i / 100);
    const sales = [...salesOn(every(3, 0, 200), "planner"), ...salesOn(burst, "guide")];
    expect(abouts({ ...oneStops, sales }, 100)).toEqual([]);
    const failed = salesOn(every(5, 0, 60), "guide", { status: "failed" });
    expect(abouts({ ...oneStops, sales: [...salesOn(every(3, 0, 200), "planner"), ...failed] }, 100)).toEqual([]);
  });

  it("speaks of the shop and not of each listing where nothing sells any more", () => {
    expect(told(oneStops, 260)).toMatchObject([
      {
        about: "shop/gumroad",
        reason: "Nothing has sold on Gumroad for 62 days; the longest pause was 3 days.",
        parameters: { step: "look-at-shop" },
      },
    ]);
  });

  it("does not take unread days for days without a sale", () => {
    expect(abouts({ ...oneStops, connections: readDaily(60) }, 100)).toEqual([]);
    expect(abouts({ ...oneStops, connections: [] }, 100)).toEqual([]);
  });

  it("names the most overdue first, and at most as many as the owner wants", () => {
    const products = ["aa", "bb", "cc"];
    const history = {
      ...oneStops,
      sales: [
        ...salesOn(every(2, 0, 300), "planner"),
        ...products.flatMap((id, i) => salesOn(every(2 + i, 0, 60), id)),
      ],
      products: products.map((id) => listing(id)),
    };
    expect(abouts(history, 200)).toEqual(products.map((id) => `listing/gumroad/product/${id}`));
    expect(abouts(history, 200, { atMost: 1 })).toEqual(["listing/gumroad/product/aa"]);
  });
});
