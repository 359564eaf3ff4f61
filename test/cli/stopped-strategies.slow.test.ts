import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { canBuildWalls } from "../../src/base/thread/inside-thread.ts";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { json } from "../support/owner-shop.ts";
import { type RunningEngine, runEngine } from "../support/running-engine.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const bad = ["loops", "eats-heap", "throws", "asks-host"] as const;
/** Small bounds, so that nobody waits long: a second, and as much memory as a thread needs to begin. */
const variables = {
  MILLRACE_STRATEGIES: bad.join(","),
  MILLRACE_STRATEGY_SECONDS: "1",
  MILLRACE_STRATEGY_MEMORY_MB: "64",
  MILLRACE_MAX_CONCURRENT_STRATEGIES: "1",
};
const world = { variables, clock: systemClock, columns: 200 };
let engine: RunningEngine | undefined;

function install(name: string): void {
  const place = join(dataDir, "strategies", "node_modules", name);
  mkdirSync(place, { recursive: true });
  cpSync(join(import.meta.dirname, `../fixtures/strategies/${name}.js`), join(place, "strategy.js"));
  const manifest = { name, version: "1.0.0", type: "module", millrace: { strategy: "./strategy.js" } };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
}

beforeAll(async () => {
  await json(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"]);
  for (const name of bad) install(name);
  if (canBuildWalls()) for (const name of bad) await json(dataDir, ["strategies", "allow", name, "--yes"], world);
  engine = await runEngine(dataDir, world.clock, variables);
});
afterAll(async () => {
  await engine?.stop();
  folder.remove();
});

type Run = { readonly strategy: string; readonly runs: readonly { readonly result: string; readonly note: string }[] };

describe("while the engine runs, a strategy", () => {
  const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there
  onNode(
    "that loops, allocates without end, throws or asks for an undeclared host is stopped, named and alerted",
    async () => {
      for (const name of bad)
        expect((await cli(dataDir, ["strategies", "run", name], world)).out).toContain("The engine lets it look");
      await vi.waitFor(
        async () => {
          for (const name of bad) {
            const { runs } = await json<Run>(dataDir, ["strategies", "show", name], world);
            expect(["failed", "stopped"], name).toContain(runs[0]?.result);
          }
        },
        { timeout: 30_000, interval: 200 },
      );
      await cli(dataDir, ["jobs", "run", "watch"], world);
      await vi.waitFor(
        async () => {
          const { open } = await json<{ open: { key: string }[] }>(dataDir, ["alerts"], world);
          expect(
            open
              .map(({ key }) => key)
              .filter((key) => key.startsWith("strategy/"))
              .sort(),
          ).toEqual(bad.map((name) => `strategy/${name}`).sort());
        },
        { timeout: 20_000, interval: 200 },
      );
      const said = (await cli(dataDir, ["alerts"], world)).out;
      expect(said).toMatch(/tracker\.example\.net, which is not among the hosts that you allowed/);
      // The engine itself is well: it answers, and goes on with its other work.
      expect((await engine?.status())?.version).toBe("0.0.0-test");
    },
    60_000,
  );
});
