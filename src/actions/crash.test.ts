import { describe, expect, it } from "vitest";
import { everyRun } from "./testing/all-choices.ts";
import { openCrashWorld, type WorldOptions } from "./testing/crash-world.ts";

async function all(options: WorldOptions, runsMax: number) {
  const world = await openCrashWorld(options);
  const { all: complete } = await everyRun(world.run, runsMax);
  await world.close();
  return { ...world.tally, complete };
}

describe("an action, whatever is lost and wherever the process dies", () => {
  it("is done once or not at all, and said so, on a platform without keys: every death in one round", async () => {
    const seen = await all({ honoursKeys: false, crashesMax: 1, rounds: 1 }, 5_000);
    expect(seen).toMatchObject({ complete: true, breaches: [] });
    expect(seen.runs).toBeGreaterThan(250);
    expect(Math.min(seen.crashes, seen.done, seen.failed)).toBeGreaterThan(100);
  });

  it("is done once or not at all where keys are honoured and it is sent again", async () => {
    const seen = await all({ honoursKeys: true, crashesMax: 1, rounds: 2 }, 600);
    expect(seen.breaches).toEqual([]);
    expect(seen.requests).toBeGreaterThan(500);
  });

  it("would be caught here on a platform where requests arrive later than it promises", async () => {
    const seen = await all({ honoursKeys: false, crashesMax: 0, rounds: 1, latestMs: 40 * 3_600_000 }, 1_000);
    expect(seen.breaches[0]).toContain("said to have failed and is done");
  });
});
