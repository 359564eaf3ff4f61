import { expect, it } from "vitest";
import { randomRoad } from "./testing/random-road.ts";

/** `TEST_RUNS=full` walks a hundred thousand steps; otherwise ten thousand. */
const seeds = process.env["TEST_RUNS"] === "full" ? 100n : 10n;

it("break no budget, no cap, no quiet hour and no stop switch in thousands of steps from many seeds", async () => {
  let steps = 0;
  for (let seed = 2n; seed < 2n + seeds; seed++) {
    const walked = await randomRoad(seed, 1_000);
    expect(walked.breaches, `seed ${seed}`).toEqual([]);
    steps += walked.steps;
  }
  expect(steps).toBe(Number(seeds) * 1_000);
}, 1_800_000);
