import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./api/app.ts";
import { systemClock } from "./base/clock.ts";
import { type LoadedConfig, loadConfig } from "./base/config.ts";
import { readProcessEnvironment } from "./base/environment.ts";
import { uuidV7 } from "./base/ids.ts";
import { ownVersion } from "./base/own-version.ts";
import { ProblemError } from "./base/problem.ts";
import { systemRandom } from "./base/random.ts";
import { doorParts } from "./engine/door-parts.ts";
import { ruleFilesIn } from "./engine/rule-files.ts";
import { createEngine } from "./engine.ts";
import type { EngineFacts } from "./operations/engine-facts.ts";
import type { Engine, EngineOptions, FirstBooks } from "./operations/engine-port.ts";
import { keepSchedules } from "./operations/schedules.ts";
import { gatherStatus, type Status } from "./operations/status.ts";
import { inboxFolder } from "./upkeep/initialise.ts";

/** What an embedded Millrace is made from. Only `dataDir` must be given. */
export type MillraceOptions = {
  /** Where everything lies; made where there is nothing. An absolute path, or one from the working directory on. */
  readonly dataDir: string;
  /** The encryption key as text. Without it the key file of the data directory is used, and made where there is none. */
  readonly key?: string;
  /** Listens here by itself, 0 for any free port. Without it nothing listens: pass requests to `fetch`. */
  readonly port?: number;
  /** Where `fetch` hangs in the host's addresses, such as "/millrace"; taken off before anything is looked up. */
  readonly mountPath?: string;
  /** Names, with their ports, under which `fetch` may be asked for. This machine's own are always among them. */
  readonly hosts?: readonly string[];
  /** The books that a new installation begins with. */
  readonly books?: Partial<FirstBooks>;
  /** Further settings under the names of docs/configuration.md, such as `{ MILLRACE_LOG_LEVEL: "warn" }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told once when the log file cannot be written. */
  readonly onTrouble?: (sentence: string) => void;
  /** Time, chance, ids, network: this machine's where they are left out. */
  readonly doors?: Partial<Pick<EngineOptions, "clock" | "random" | "ids" | "transport" | "machine" | "ruleFiles">>;
};

/** A Millrace inside another program. */
export type Millrace = {
  /** Begins the engine's own work, and listens where a port was given; `url` then says where. */
  start(): Promise<{ readonly url?: string }>;
  /** Ends all of it and closes the books; nothing can be asked of it any more. */
  stop(): Promise<void>;
  /** Does everything that is due now, then returns; for hosts with a schedule of their own, instead of `start`. */
  runCycle(signal?: AbortSignal): Promise<{ readonly ran: number }>;
  /** What a person wants to see first: what was earned, how complete it is, what is wrong. */
  status(): Promise<Status>;
  /**
   * Answers a request as the engine's own door does: a web-standard handler. `env` is what Hono's adapters give beside
   * the request; from it comes the address of whoever asks.
   */
  fetch(request: Request, env?: object): Promise<Response>;
  /** The same for hosts with Node's requests, such as Express and Fastify; nothing may have read the body. */
  readonly nodeHandler: ReturnType<typeof getRequestListener>;
  /** All the rest. */
  readonly engine: Engine;
};

/** Opens a Millrace for the program that calls it. Throws a `ProblemError` for everything that stands in the way. */
export async function createMillrace(options: MillraceOptions): Promise<Millrace> {
  const loaded = configurationOf(options);
  const { doors = {} } = options;
  const clock = doors.clock ?? systemClock;
  const random = doors.random ?? systemRandom;
  const engine = await createEngine({
    loaded,
    clock,
    random,
    ids: doors.ids ?? uuidV7(clock, random),
    pid: process.pid,
    version: ownVersion(),
    as: "engine",
    firstBooks: { name: "Main", homeCurrency: "USD", timeZone: "UTC", ...options.books },
    webFolder,
    ruleFiles: doors.ruleFiles ?? (() => ruleFilesIn(join(import.meta.dirname, "../policy"))),
    onTrouble: options.onTrouble ?? (() => undefined),
    ...(doors.transport === undefined ? {} : { transport: doors.transport }),
    ...(doors.machine === undefined ? {} : { machine: doors.machine }),
  });
  return embedded(engine, options, factsAtRest(engine, loaded, clock.now()));
}

/** Where the dashboard lies once it is built. */
const webFolder = join(import.meta.dirname, "../web/dist");

function configurationOf({ dataDir, key, port, settings }: MillraceOptions): LoadedConfig {
  const variables = {
    ...settings,
    MILLRACE_DATA_DIR: dataDir,
    ...(key === undefined ? {} : { MILLRACE_KEY: key }),
    ...(port === undefined ? {} : { MILLRACE_PORT: String(port) }),
  };
  // Only what was given counts: a variable that was meant for the host's own affairs changes nothing here.
  const loaded = loadConfig({ ...readProcessEnvironment(), variables });
  if (loaded.ok) return loaded.value;
  const [first] = loaded.error;
  throw first === undefined ? new Error("a refusal names a problem") : new ProblemError(first);
}

function embedded(engine: Engine, options: MillraceOptions, atRest: EngineFacts): Millrace {
  const { workplace } = engine;
  let working = false;
  const now = (): EngineFacts => (working ? engine.facts() : atRest);
  const facts = { ...atRest, inboxNews: () => now().inboxNews(), troubles: () => now().troubles() };
  const ending = new AbortController();
  const fetch = doorOf(engine, options, facts, ending.signal);
  return {
    engine,
    fetch,
    nodeHandler: getRequestListener(fetch, { overrideGlobalObjects: false }),
    start: async () => {
      if (options.port === undefined) await engine.work();
      const { url } = options.port === undefined ? {} : await engine.start();
      working = true;
      return url === undefined ? {} : { url };
    },
    stop: () => {
      ending.abort();
      return engine.stop();
    },
    runCycle: async (signal) => {
      if (!working) await keepSchedules(workplace);
      return { ran: await workplace.jobs.runDue(signal) };
    },
    status: () => gatherStatus(workplace, facts),
  };
}

/** What it knows of itself while nothing works. */
function factsAtRest({ logPath, warnings }: Engine, { config }: LoadedConfig, startedAt: number): EngineFacts {
  const inboxPath = join(config.dataDir, inboxFolder);
  return { version: ownVersion(), startedAt, logPath, inboxPath, warnings, inboxNews: () => [], troubles: () => [] };
}

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
/** A host listens on few ports; whoever makes up more gets nothing remembered. */
const portsMax = 100;

/** The engine's HTTP door as one function, under the host's own path and names. */
function doorOf(
  { workplace }: Engine,
  options: MillraceOptions,
  facts: EngineFacts,
  ends: AbortSignal,
): Millrace["fetch"] {
  const named = (options.hosts ?? []).map((host) => host.toLowerCase());
  const own = new Set<string>();
  const random = options.doors?.random ?? systemRandom;
  const parts = doorParts({ options: { webFolder, random }, workplace }, facts);
  const app = createApp({ ...parts, hosts: () => [...named, ...own], ends });
  const mount = (options.mountPath ?? "").replace(/\/+$/, "");
  return async (request, env) => {
    const url = new URL(request.url);
    const host = (request.headers.get("host") ?? url.host).toLowerCase();
    if (loopback.test(host) && own.size < portsMax) own.add(host);
    if (mount !== "" && (url.pathname === mount || url.pathname.startsWith(`${mount}/`)))
      url.pathname = url.pathname.slice(mount.length) || "/";
    const inner = new Request(url, request);
    // A request that a program made itself names its host only in its address.
    if (!inner.headers.has("host")) inner.headers.set("host", host);
    return app.fetch(inner, env);
  };
}
