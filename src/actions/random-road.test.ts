import { expect, it } from "vitest";
import { randomRoad } from "./testing/random-road.ts";

it("random ways on the road break no budget, no cap, no quiet hour and no stop switch", async () => {
  const { breaches, left } = await randomRoad(1n, 900);
  expect(breaches).toEqual([]);
  expect(Math.min(left["sale.refund"] ?? 0, left["listing.price"] ?? 0)).toBeGreaterThan(10);
});
