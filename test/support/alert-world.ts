import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createGumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { createSinkTwins, type SinkTwins, sinkRoutes } from "../../sandbox/sinks/serve-sinks.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { openSinks } from "../../src/alerts/sinks.ts";
import { fixedClock, type Millis } from "../../src/base/clock.ts";
import { resolveConfig } from "../../src/base/config.ts";
import { networkTransport } from "../../src/base/egress/network-transport.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { createLog } from "../../src/base/log.ts";
import type { Machine } from "../../src/base/machine.ts";
import { seededRandom } from "../../src/base/random.ts";
import { createRedactor } from "../../src/base/redactor.ts";
import { Secret } from "../../src/base/secret.ts";
import { dayMs } from "../../src/domain/time/civil.ts";
import { defineKinds } from "../../src/engine/run-engine.ts";
import { createSealing } from "../../src/intake/sealing.ts";
import { openJobs } from "../../src/jobs/open-jobs.ts";
import { connectPlatform } from "../../src/operations/connect-platform.ts";
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
  /** Pauses all schedules but these. */
  only(...schedules: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

/** The platform's answer with the moment of this world in it. */
async function dated(health: Health, well: () => Response | Promise<Response>, now: Millis): Promise<Response> {
  const answer =
    health === "well" ? await well() : new Response("<h1>no</h1>", { status: health === "refuses" ? 401 : 503 });
  const headers = new Headers(answer.headers);
  headers.set("date", new Date(now).toUTCString());
  return new Response(answer.body, { status: answer.status, headers });
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
  const places = sinkRoutes(sinks);
  const server = serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request, env) => {
      if (!new URL(request.url).pathname.startsWith(`/${twin.id}/`)) return places.fetch(request, env);
      return dated(world.health, () => twin.fetch(request), clock.now());
    },
  }) as Server;
  if (!server.listening) await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  const sandbox = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = await openStore();
  await migrate(store, clock);
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "Africa/Nairobi" }, clock.now()),
  );
  // Somebody makes back-ups.
  const backup = JSON.stringify({ madeAt: clock.now() + 5 * dayMs });
  await store.transaction((tx) => writeSetting(tx, lastBackupSetting, backup));
  const logged: string[] = [];
  const transport = networkTransport();
  const ids = uuidV7(clock, random);
  const redactor = createRedactor();
  const file = { write: (line: string) => void logged.push(line), close: () => undefined };
  const log = createLog({ level: "debug", clock, redactor, file });
  const keys = deriveKeys(new Secret(new Uint8Array(32).fill(9)));
  const freshSealing = () => createSealing(dataKeysUnder([keys.kek], random), clock, random);
  const tell = (sentence: string, cause?: unknown): never => {
    throw new Error(sentence, { cause });
  };
  const jobs = await openJobs({ store, clock, random, ids, tell });
  const door = { transport: () => transport, sandbox, clock, random, log };
  const master = { secret: new Secret(new Uint8Array(32).fill(9)), origin: "test" };
  const installation = {
    store,
    dataDir: "/data",
    where: "",
    master,
    keys,
    applied: [],
    notes: [],
    close: async () => {},
  };
  const workplace: Workplace = {
    store,
    installation,
    sealing: freshSealing(),
    freshSealing,
    clock,
    ids,
    log,
    jobs,
    actor: "engine",
    platforms: openPlatforms({ connectors, ...door }),
    sinks: openSinks({ kinds, redact: redactor.redact, hide: (secret) => void redactor.add(secret), ...door }),
    profiles: fileProfiles,
    mappingProfile: () => ({ ok: false, error: "not here" }),
  };
  const machine: Machine = { disk: (path) => world.machine.disk(path), memory: () => world.machine.memory() };
  const loaded = resolveConfig(
    { variables: { MILLRACE_DATA_DIR: "/data" }, platform: "linux", homeDir: "/", workingDir: "/" },
    undefined,
  );
  if (!loaded.ok) throw new Error("the defaults are a configuration");
  const engine = { loaded: loaded.value, clock, random, ids, pid: 1, version: "0", as: "engine", machine } as const;
  defineKinds({ options: { ...engine, onTrouble: tell }, workplace });
  await keepSchedules(workplace);
  await jobs.reschedule("watch", watchCron, "UTC");
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
    only: async (...names) => {
      for (const { name } of await workplace.jobs.schedules())
        if (!names.includes(name)) await workplace.jobs.pause(name);
    },
    pass: async (ms) => {
      const until = clock.now() + ms;
      for (;;) {
        await workplace.jobs.runDue();
        const next = await workplace.jobs.nextDueAt();
        if (next === undefined || next > until) break;
        clock.set(Math.max(next, clock.now()));
      }
      clock.set(Math.max(until, clock.now()));
    },
    close: async () => {
      await Promise.all([jobs.close(), workplace.platforms.close(), workplace.sinks.close(), transport.close()]);
      await store.close();
      server.closeAllConnections();
      server.close();
    },
  };
  return world;
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
