import { afterEach, expect, it } from "vitest";
import { canBuildWalls } from "../../base/thread/inside-thread.ts";
import { readStrategyRow } from "../../store/strategy.ts";
import { listStrategyRuns } from "../../store/strategy-run.ts";
import { runStrategy } from "./run-strategy.ts";
import { createSlots } from "./slots.ts";
import { strategyMatters } from "./strategy-status.ts";
import { openStrategyWorld, type StrategyWorld } from "./testing/strategy-world.ts";

let world: StrategyWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** Bun keeps no module from foreign code, so foreign code is refused there as a whole. */
const onNode = it.skipIf(!canBuildWalls());

async function stopped(name: string, timeMs = 20_000) {
  world = await openStrategyWorld();
  await world.allow(name);
  const place = { ...world.place, limits: { ...world.place.limits, timeMs } };
  const work = () => runStrategy(place, createSlots(1), name, new AbortController().signal);
  const { result: turn, delay } = await longestDelay(work);
  const [run] = await listStrategyRuns(place.store, { strategy: name, limit: 5 });
  const row = await readStrategyRow(place.store, name);
  const matter = (await strategyMatters(place.store)).find(({ id }) => id === name);
  return { turn, run, row, matter, delay };
}

/** The longest time for which nothing else got a turn while `work` was done. */
async function longestDelay<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly delay: number }> {
  const everyMs = 5;
  let [last, longest] = [performance.now(), 0];
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - everyMs);
    last = now;
  }, everyMs);
  const result = await work();
  clearInterval(beat);
  return { result, delay: longest };
}

onNode("a strategy that throws is named with its own words, counted, and tried again", async () => {
  const { turn, run, row, matter } = await stopped("throws");
  expect(turn).toEqual({ kind: "failed", sentence: "no idea" });
  expect(run).toMatchObject({ result: "failed", code: "threw", sentence: "no idea" });
  expect(row).toMatchObject({ state: "on", failures: 1 });
  expect(matter).toMatchObject({ title: "T", failure: { code: "threw", inRow: 1, paused: false } });
});

onNode("a strategy that asks for an undeclared host is stopped and paused at once, and the host is named", async () => {
  const { turn, run, row, matter } = await stopped("asks-host");
  const sentence = "It asked for tracker.example.net, which is not among the hosts that you allowed.";
  expect(turn).toEqual({ kind: "failed", sentence: `${sentence} It is paused until you resume it.` });
  expect(run).toMatchObject({ result: "stopped", code: "host", sentence });
  expect(row).toMatchObject({ state: "paused", pauseBy: "engine", pauseReason: sentence });
  expect(matter).toMatchObject({ failure: { code: "host", sentence, paused: true } });
});

onNode("so is one that asks for it the proper way", async () => {
  expect((await stopped("reads-host")).run).toMatchObject({ result: "stopped", code: "host" });
});

onNode("a strategy that reaches for the disk cannot even be listed as one that runs", async () => {
  await expect(stopped("reads-disk")).rejects.toThrow('"reads-disk" cannot be run: It reached for "node:fs"');
});

onNode("a strategy that cannot end the engine's process ends only itself", async () => {
  expect((await stopped("exits")).run).toMatchObject({ result: "failed", code: "threw" });
});

onNode("a strategy that asks for the clock is told that it may not", async () => {
  expect((await stopped("uses-clock")).run?.sentence).toBe(
    "It asked for the clock (Date), but may know only what it is given.",
  );
});

onNode("a strategy that proposes what it did not declare proposes nothing", async () => {
  const { run } = await stopped("oversteps");
  expect(run).toMatchObject({ result: "failed", code: "broken", proposed: 0 });
  expect(run?.sentence).toBe('Proposal 1: "payout.send" is not among the actions it declared.');
});

onNode.each([
  ["loops", "time", 1_500],
  ["eats-heap", "memory", 20_000],
  ["eats-buffers", "memory", 20_000],
] as const)(
  "a strategy that %s is ended (%s), and the engine's own turn is not delayed by 100 ms",
  async (name, code, timeMs) => {
    // A busy machine delays everything: once out of four is enough to show that the thread does not.
    const delays: number[] = [];
    while (delays.length < 4 && !delays.some((delay) => delay < 100)) {
      await world?.close();
      const { run, row, delay } = await stopped(name, timeMs);
      expect(run).toMatchObject({ result: "stopped", code });
      expect(row).toMatchObject({ failures: 1, failureCode: code });
      delays.push(delay);
    }
    expect(Math.min(...delays)).toBeLessThan(100);
  },
);
