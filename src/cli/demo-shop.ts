import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadedConfig } from "../base/config.ts";
import { ProblemError } from "../base/problem.ts";
import { connectPlatform } from "../operations/connect-platform.ts";
import type { Demo, DemoShown, Engine } from "../operations/engine-port.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import { isUntouched } from "../operations/is-untouched.ts";
import { bookMadeUpArrivals } from "../operations/made-up-arrivals.ts";
import { askMadeUpRefund } from "../operations/made-up-request.ts";
import { findConnector } from "../operations/platforms.ts";
import { turnOnPings } from "../operations/turn-on-pings.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Connection } from "../store/connection.ts";
import type { CliContext, OpenSandbox } from "./context.ts";

/** A demo shop that runs beside the owner's empty books, on a database of its own. */
export type DemoShop = {
  readonly demo: Demo;
  /** Opens it, once the engine listens at `url`. */
  open(url: string): Promise<void>;
  /** Ends it when the owner's books are no longer empty. */
  look(): Promise<void>;
  close(): Promise<void>;
};

/** Says that a folder is ours to throw away. */
const markFile = "demo-shop.txt";
const markText = "Everything in this folder is a demo shop with made-up buyers. It is made anew at each start.\n";

/** How often the demo's bank is looked at: its payouts are few. */
const arrivalsEveryMs = 10_000;

type Opened = DemoShown & {
  /** Has the demo's platforms tell of new sales at once. */
  listen(): Promise<void>;
  /** Has what its platforms sent some days ago arrive at its made-up bank, and one of its buyers ask for her money. */
  arrive(): Promise<void>;
  close(): Promise<void>;
};

/** A demo shop, where the owner's books are empty and the settings allow it. Nothing of it runs before `open`. */
export async function demoShop(
  context: CliContext,
  loaded: LoadedConfig,
  owner: Engine,
): Promise<DemoShop | undefined> {
  const folder = join(loaded.config.dataDir, "demo");
  if (loaded.config.demo === "off" || !isOurs(folder) || !(await isUntouched(owner.workplace))) return undefined;
  let opened: Opened | undefined;
  let arrivesNext = 0;
  const close = async (): Promise<void> => {
    const ending = opened;
    opened = undefined;
    await ending?.close();
  };
  return {
    demo: { now: () => opened },
    open: async (url) => {
      opened = await openDemo(context, loaded, folder, url);
      // It is shown already: asking for messages takes some calls more.
      await opened.listen();
    },
    look: async () => {
      if (!opened) return;
      if (await isUntouched(owner.workplace)) {
        const now = context.clock.now();
        if (now < arrivesNext) return;
        arrivesNext = now + arrivalsEveryMs;
        return opened.arrive();
      }
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
    close,
  };
}

async function openDemo(context: CliContext, loaded: LoadedConfig, folder: string, url: string): Promise<Opened> {
  makeEmpty(folder);
  const { clock } = context;
  const sandbox = await context.openSandbox({ seed: clock.now().toString(), port: 0, shop: "demo", clock });
  let engine: Engine | undefined;
  const close = async (): Promise<void> => {
    await engine?.stop();
    await sandbox.close();
  };
  try {
    engine = await demoEngine(context, loaded, folder, sandbox.url);
    await engine.work();
    const listen = await connectDemo(context, engine, sandbox, url);
    const { workplace } = engine;
    return { workplace, facts: engine.facts(), listen, arrive: () => arriveAtDemo(workplace), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Whether the folder may be thrown away: it is not there, or a demo shop lived in it. */
function isOurs(folder: string): boolean {
  return !existsSync(folder) || existsSync(join(folder, markFile));
}

function makeEmpty(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, markFile), markText);
}

/** Made-up sales are worth no key of the owner's, and no place in her database. */
async function demoEngine(
  context: CliContext,
  loaded: LoadedConfig,
  dataDir: string,
  sandbox: string,
): Promise<Engine> {
  const { clock, random, ids, pid, version, machineTimeZone } = context;
  const config = {
    ...loaded.config,
    dataDir,
    sandbox,
    demo: "off" as const,
    databaseUrl: undefined,
    key: undefined,
    keyFile: undefined,
    passphrase: undefined,
  };
  return context.createEngine({
    loaded: { ...loaded, config, warnings: [] },
    clock,
    random,
    ids,
    pid,
    version,
    as: "engine",
    firstBooks: { name: "Demo shop", homeCurrency: "USD", timeZone: machineTimeZone },
    onTrouble: () => undefined,
  });
}

async function arriveAtDemo(workplace: Workplace): Promise<void> {
  const book = await findBook(workplace.store, mainBook);
  if (!book.ok) return;
  await bookMadeUpArrivals(workplace, book.value);
  await askMadeUpRefund(workplace, book.value);
}

/** Connects the simulated platforms; what it gives has them send their messages to `url`. */
async function connectDemo(
  context: CliContext,
  engine: Engine,
  sandbox: OpenSandbox,
  url: string,
): Promise<Opened["listen"]> {
  const { workplace } = engine;
  const book = await findBook(workplace.store, mainBook);
  if (!book.ok) throw new ProblemError(book.error);
  const connections: Connection[] = [];
  for (const { id, token } of sandbox.platforms) {
    const connector = findConnector(workplace.platforms, id);
    if (!connector.ok) continue;
    const connected = await connectPlatform(workplace, context.random, book.value, connector.value, { token });
    if (!connected.ok) throw new ProblemError(connected.error);
    connections.push(connected.value.connection);
  }
  return async () => {
    for (const connection of connections) await turnOnPings(workplace, book.value, connection, `${url}/demo`);
  };
}
