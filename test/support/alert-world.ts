import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { createGumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { createSinkTwins, type SinkTwins, sinkRoutes } from "../../sandbox/sinks/serve-sinks.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { openSinks } from "../../src/alerts/sinks.ts";
import { type Clock, fixedClock, type Millis } from "../../src/base/clock.ts";
import { resolveConfig } from "../../src/base/config.ts";
import { networkTransport } from "../../src/base/egress/network-transport.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { createLog } from "../../src/base/log.ts";
import type { Machine } from "../../src/base/machine.ts";
import { type Random, seededRandom } from "../../src/base/random.ts";
import { createRedactor } from "../../src/base/redactor.ts";
import { Secret } from "../../src/base/secret.ts";
import { dayMs } from "../../src/domain/time/civil.ts";
import { ruleFilesIn, rulesFrom } from "../../src/engine/rule-files.ts";
import { defineKinds } from "../../src/engine/run-engine.ts";
import { createSealing } from "../../src/intake/sealing.ts";
import type { Jobs } from "../../src/jobs/jobs.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { connectPlatform } from "../../src/operations/connect-platform.ts";
import type { EngineOptions } from "../../src/operations/engine-port.ts";
import { findConnector, openPlatforms } from "../../src/operations/platforms.ts";
import { keepSchedules } from "../../src/operations/schedules.ts";
import { addSinkPlace } from "../../src/operations/sinks.ts";
import type { Workplace } from "../../src/operations/workplace.ts";
import { connectors, fileProfiles } from "../../src/platforms/registry.ts";
import { sinks as kinds } from "../../src/sinks/registry.ts";
import { addBook, type Book } from "../../src/store/book.ts";
import type { Store } from "../../src/store/handle.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openSqlite } from "../../src/store/open-sqlite.ts";
import { writeSetting } from "../../src/store/setting.ts";
import { lastBackupSetting } from "../../src/upkeep/back-up.ts";
import { dataKeysUnder } from "../../src/vault/data-key.ts";
import { deriveKeys } from "../../src/vault/installation-keys.ts";
import { commandTime } from "./command-line.ts";

const rules = rulesFrom(() => ruleFilesIn(join(import.meta.dirname, "../../policy")));

/** How the platform is: well, refusing the access, or not answering with anything sensible. */
export type Health = "well" | "refuses" | "down";

/** An engine with a connected shop and places for messages, all over HTTP on this machine, on a clock of its own. */
export type AlertWorld = {
  readonly clock: ReturnType<typeof fixedClock>;
  readonly workplace: Workplace;
  /** Lines of Millrace's own log. */
  readonly logged: readonly string[];
  readonly book: Book;
  readonly sinks: SinkTwins;
  readonly token: string;
  health: Health;
  machine: Machine;
  /** Lets time pass and everything run that becomes due. */
  pass(ms: Millis): Promise<void>;
  connect(): Promise<void>;
  /** One sale in the shop. */
  sell(): void;
  /** Pauses all schedules but these. */
  only(...schedules: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

type Answer = (request: Request) => Response | Promise<Response>;

/** The platform's answers with the moment of this world in them. */
function dated(health: Health, well: () => Answer, now: Millis): (request: Request) => Promise<Response> {
  return async (request) => {
    const bad = new Response("<h1>no</h1>", { status: health === "refuses" ? 401 : 503 });
    const answer = health === "well" ? await well()(request) : bad;
    const headers = new Headers(answer.headers);
    headers.set("date", new Date(now).toUTCString());
    return new Response(answer.body, { status: answer.status, headers });
  };
}

const roomy: Machine = {
  disk: () => ({ freeBytes: 80e9, totalBytes: 100e9 }),
  memory: () => ({ usedBytes: 50e6, ceilingBytes: 1e9 }),
};

/** `watchCron` says how often the engine looks around; every minute is what it does at home. */
export async function openAlertWorld(
  watchCron = "*/10 * * * *",
  openStore: () => Promise<Store> = async () => openSqlite({ path: ":memory:" }),
): Promise<AlertWorld> {
  const clock = fixedClock(commandTime);
  const random = seededRandom(4n);
  const twin = createGumroadTwin({ seed: "alerts", clock, shop: quietShop() });
  const sinks = createSinkTwins({ now: clock.now });
  const server = await serveAll(sinks, twin.id, () => dated(world.health, () => twin.fetch, clock.now()));
  const logged: string[] = [];
  const { workplace, book } = await openWorkplace(await openStore(), server.url, clock, random, logged);
  const machine: Machine = { disk: (path) => world.machine.disk(path), memory: () => world.machine.memory() };
  defineKinds({ options: engineOptions(workplace, random, machine), workplace });
  await keepSchedules(workplace);
  await workplace.jobs.reschedule("watch", watchCron, "UTC");
  const world: AlertWorld = {
    clock,
    workplace,
    logged,
    book,
    sinks,
    token: twin.token,
    health: "well",
    machine: roomy,
    connect: async () => {
      const connector = findConnector(workplace.platforms, twin.id);
      if (!connector.ok) throw new Error(connector.error.sentence);
      const done = await connectPlatform(workplace, random, book, connector.value, { token: twin.token });
      if (!done.ok) throw new Error(done.error.sentence);
    },
    sell: () => void twin.sell({}),
    only: async (...names) => {
      for (const { name } of await workplace.jobs.schedules())
        if (!names.includes(name)) await workplace.jobs.pause(name);
    },
    pass: (ms) => pass(workplace.jobs, clock, ms),
    close: async () => {
      await Promise.all([workplace.jobs.close(), workplace.platforms.close(), workplace.sinks.close()]);
      await workplace.store.close();
      server.close();
    },
  };
  return world;
}

type Served = { readonly url: string; close(): void };

async function serveAll(
  sinks: SinkTwins,
  platform: string,
  answer: () => (request: Request) => Promise<Response>,
): Promise<Served> {
  const places = sinkRoutes(sinks);
  const server = serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, env) =>
      new URL(request.url).pathname.startsWith(`/${platform}/`) ? answer()(request) : places.fetch(request, env),
  }) as Server;
  if (!server.listening) await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function tell(sentence: string, cause?: unknown): never {
  throw new Error(sentence, { cause });
}

async function openWorkplace(
  store: Store,
  sandbox: string,
  clock: AlertWorld["clock"],
  random: Random,
  logged: string[],
): Promise<{ readonly workplace: Workplace; readonly book: Book }> {
  const book = await firstBook(store, clock);
  const ids = uuidV7(clock, random);
  const redactor = createRedactor();
  const file = { write: (line: string) => void logged.push(line), close: () => undefined };
  const log = createLog({ level: "debug", clock, redactor, file });
  const secret = new Secret(new Uint8Array(32).fill(9));
  const keys = deriveKeys(secret);
  const freshSealing = () => createSealing(dataKeysUnder([keys.kek], random), clock, random);
  const master = { secret, origin: "test" };
  const rest = { where: "", applied: [], notes: [], close: async () => {} };
  const door = { transport: networkTransport, sandbox, clock, random, log };
  const workplace: Workplace = {
    store,
    installation: { store, dataDir: "/data", master, keys, ...rest },
    sealing: freshSealing(),
    freshSealing,
    clock,
    ids,
    log,
    jobs: await openJobs({ store, clock, random, ids, tell }),
    actor: "engine",
    platforms: openPlatforms({ connectors, ...door }),
    sinks: openSinks({ kinds, redact: redactor.redact, hide: (text) => void redactor.add(text), ...door }),
    rules,
    profiles: fileProfiles,
    mappingProfile: () => ({ ok: false, error: "not here" }),
  };
  return { workplace, book };
}

async function firstBook(store: Store, clock: Clock): Promise<Book> {
  await migrate(store, clock);
  return store.transaction(async (tx) => {
    // Somebody makes back-ups.
    await writeSetting(tx, lastBackupSetting, JSON.stringify({ madeAt: clock.now() + 5 * dayMs }));
    return addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "Africa/Nairobi" }, clock.now());
  });
}

function engineOptions({ clock, ids }: Workplace, random: Random, machine: Machine): EngineOptions {
  const variables = { MILLRACE_DATA_DIR: "/data" };
  const loaded = resolveConfig({ variables, platform: "linux", homeDir: "/", workingDir: "/" }, undefined);
  if (!loaded.ok) throw new Error("the defaults are a configuration");
  const about = { pid: 1, version: "0", as: "engine", ruleFiles: () => [], onTrouble: tell } as const;
  return { loaded: loaded.value, clock, random, ids, machine, ...about };
}

async function pass(jobs: Jobs, clock: AlertWorld["clock"], ms: Millis): Promise<void> {
  const until = clock.now() + ms;
  for (;;) {
    await jobs.runDue();
    const next = await jobs.nextDueAt();
    if (next === undefined || next > until) break;
    clock.set(Math.max(next, clock.now()));
  }
  clock.set(Math.max(until, clock.now()));
}

/** Sets the simulated Slack up as a place for messages. */
export async function addSlack(
  world: AlertWorld,
  least: "serious" | "worth-a-look" | "minor" = "worth-a-look",
): Promise<void> {
  const { workplace, sinks } = world;
  const settings = { url: `https://hooks.slack.com${sinks.slack.path}` };
  const done = await addSinkPlace(workplace, sinks.slack.id, { name: "team", settings, least, reports: false });
  if (!done.ok) throw new Error(done.error.sentence);
  // The test message was one in this second.
  world.clock.advance(2_000);
}
