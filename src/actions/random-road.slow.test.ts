import { expect, it } from "vitest";
import { randomRoad } from "./testing/random-road.ts";

it("break no budget, no cap, no quiet hour and no stop switch in a hundred thousand steps from a hundred seeds", async () => {
  let steps = 0;
  for (let seed = 2n; seed <= 101n; seed++) {
    const walked = await randomRoad(seed, 1_000);
    expect(walked.breaches, `seed ${seed}`).toEqual([]);
    steps += walked.steps;
  }
  expect(steps).toBe(100_000);
}, 1_800_000);
