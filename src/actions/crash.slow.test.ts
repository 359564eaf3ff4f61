import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { everyRun, randomRuns } from "./testing/all-choices.ts";
import { openCrashWorld, type WorldOptions } from "./testing/crash-world.ts";

/** Every run there is, at most `everyMax`, then as many by chance with more deaths and rounds. */
async function runs(small: WorldOptions, everyMax: number, large: WorldOptions, byChance: number) {
  const world = await openCrashWorld(small);
  await everyRun(world.run, everyMax);
  await world.close();
  const wide = await openCrashWorld(large);
  await randomRuns(wide.run, byChance, draws(large.honoursKeys ? 11n : 12n));
  await wide.close();
  return [world.tally, wide.tally];
}

function draws(seed: bigint): (below: number) => number {
  const random = seededRandom(seed);
  return (below) => (random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) >>> 0) % below;
}

describe("a hundred thousand runs with losses, delays and deaths", () => {
  it.each([true, false])(
    "have no action done twice and none lost (keys honoured: %s)",
    async (honoursKeys) => {
      const small = { honoursKeys, crashesMax: 2, rounds: 2 };
      const large = { honoursKeys, crashesMax: 4, rounds: 5 };
      const tallies = await runs(small, 40_000, large, 35_000);
      for (const tally of tallies) {
        process.stdout.write(`${JSON.stringify({ honoursKeys, ...tally })}\n`);
        expect(tally.breaches).toEqual([]);
      }
      expect(tallies.reduce((sum, tally) => sum + tally.runs, 0)).toBeGreaterThan(50_000);
    },
    1_800_000,
  );
});
