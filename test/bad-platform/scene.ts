import { join } from "node:path";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { livelyShop } from "../../sandbox/testing/open-twin.ts";
import { fixedClock } from "../../src/base/clock.ts";
import type { Matter } from "../../src/operations/matter.ts";
import { cli, commandTime, type Said } from "../support/command-line.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";
import { manualClock } from "../support/manual-clock.ts";
import { type RunningEngine, runEngine } from "../support/running-engine.ts";

/** A shop at a simulated Gumroad, an engine that reads it, and a command line beside it. Time passes on demand. */
export type Scene = {
  readonly dataDir: string;
  readonly twin: GumroadTwin;
  readonly server: GumroadServer;
  readonly engine: RunningEngine;
  /** A command in the installation, at the engine's time. Only while the engine is at rest: they share this process. */
  run(...args: readonly string[]): Promise<Said>;
  json<T>(...args: readonly string[]): Promise<T>;
  /** Lets that time pass, and the engine do all that is due by then. */
  pass(ms: number): Promise<void>;
  /** Has the engine do the work of a schedule. */
  look(schedule: string): Promise<void>;
  /** What the status page says of platforms and clocks. */
  matters(): Promise<readonly Matter[]>;
  /** Sales that the books know. */
  sales(): Promise<number>;
  close(): Promise<void>;
};

const stepMs = 250;
const stepsMax = 2_000;

/** Opens it: connected, and read to the end once. */
export async function openScene(): Promise<Scene> {
  const folder = temporaryFolder();
  const clock = manualClock(commandTime);
  const twin = createGumroadTwin({ seed: "bad platform", clock, shop: livelyShop(14) });
  const server = await serveGumroad(twin);
  const dataDir = join(folder.path, "shop");
  const variables = { MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token };
  const run = (...args: readonly string[]): Promise<Said> =>
    cli(dataDir, args, { variables, clock: fixedClock(clock.now()), columns: 200 });
  const json = async <T>(...args: readonly string[]): Promise<T> => {
    const said = await run(...args, "--json");
    return JSON.parse(said.out) as T;
  };
  for (const args of [["connect", "gumroad"], ["sync"]]) {
    const said = await run(...args);
    if (said.code !== 0) throw new Error(said.err);
  }
  const engine = await runEngine(dataDir, clock, variables);
  const { jobs } = engine.engine.workplace;
  const atRest = async (): Promise<boolean> => {
    const running = (await jobs.history({ limit: 20 })).some(({ result }) => result === "running");
    return !running && !(await jobs.waiting(1)).some(({ runAt }) => runAt <= clock.now());
  };
  const rest = async (): Promise<void> => {
    for (let step = 0; step < stepsMax; step++) {
      clock.advance(stepMs);
      await new Promise((resolve) => setImmediate(resolve));
      if (step > 8 && (await atRest())) return;
    }
    throw new Error("the engine does not come to rest");
  };
  await rest();
  return {
    dataDir,
    twin,
    server,
    engine,
    run,
    json,
    pass: async (ms) => {
      clock.advance(ms);
      await rest();
    },
    look: async (schedule) => {
      await jobs.runNow(schedule);
      await rest();
    },
    matters: async () => (await engine.status()).matters.filter(({ code }) => /^(platform|records|clock)-/.test(code)),
    sales: async () => (await json<{ sales: unknown[] }>("sales", "list", "--limit", "1000")).sales.length,
    close: async () => {
      await engine.stop();
      await server.close();
      folder.remove();
    },
  };
}
