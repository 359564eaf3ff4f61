import { describe, expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { everyRun, randomRuns } from "./testing/all-choices.ts";
import { openCrashWorld, type WorldOptions } from "./testing/crash-world.ts";

/** Every run there is of the small world, then by chance in a larger one, with more deaths and rounds, until `runsMin`. */
async function runs(small: WorldOptions, large: WorldOptions, runsMin: number) {
  const world = await openCrashWorld(small);
  const { runs: every, all } = await everyRun(world.run, runsMin);
  expect(all).toBe(true);
  await world.close();
  const wide = await openCrashWorld(large);
  await randomRuns(wide.run, runsMin - every, draws(large.honoursKeys ? 11n : 12n));
  await wide.close();
  return [world.tally, wide.tally];
}

function draws(seed: bigint): (below: number) => number {
  const random = seededRandom(seed);
  const draw = (below: number): number => (random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) >>> 0) % below;
  // Of two ways the second is a trouble: one that dies at every second step never gets to the wire.
  return (below) => (below === 2 ? Number(draw(8) === 0) : draw(below));
}

/** `TEST_RUNS=full` goes through all hundred thousand, in some ten minutes; otherwise through a part of them. */
const full = process.env["TEST_RUNS"] === "full";
const runsEach = full ? 52_000 : 4_000;

describe("runs with losses, delays and deaths", () => {
  it.each([true, false])(
    "have no action done twice and none lost (keys honoured: %s)",
    async (honoursKeys) => {
      const small = { honoursKeys, crashesMax: full ? 2 : 1, rounds: full ? 2 : 1 };
      const large = { honoursKeys, crashesMax: 4, rounds: 5 };
      const tallies = await runs(small, large, runsEach);
      for (const tally of tallies) {
        process.stdout.write(`${JSON.stringify({ honoursKeys, ...tally })}\n`);
        expect(tally.breaches).toEqual([]);
      }
      expect(tallies.reduce((sum, tally) => sum + tally.runs, 0)).toBe(runsEach);
    },
    1_800_000,
  );
});
