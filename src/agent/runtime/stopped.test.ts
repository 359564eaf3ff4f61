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

const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there

async function stopped(name: string) {
  world = await openStrategyWorld();
  await world.allow(name);
  const { place } = world;
  const turn = await runStrategy(place, createSlots(1), name, new AbortController().signal);
  const [run] = await listStrategyRuns(place.store, { strategy: name, limit: 5 });
  const row = await readStrategyRow(place.store, name);
  const matter = (await strategyMatters(place.store)).find(({ id }) => id === name);
  return { turn, run, row, matter };
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

onNode("a strategy that reaches for the disk cannot even be listed as one that runs", async () => {
  await expect(stopped("reads-disk")).rejects.toThrow('"reads-disk" cannot be run: It reached for "node:fs"');
});
