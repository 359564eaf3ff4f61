import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSinks } from "../../alerts/sinks.ts";
import { fixedClock } from "../../base/clock.ts";
import { resolveConfig } from "../../base/config.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { uuidV7 } from "../../base/ids.ts";
import { createLog } from "../../base/log.ts";
import { problem } from "../../base/problem.ts";
import { seededRandom } from "../../base/random.ts";
import { createRedactor } from "../../base/redactor.ts";
import { err } from "../../base/result.ts";
import { Secret } from "../../base/secret.ts";
import { defineKinds } from "../../engine/run-engine.ts";
import { createSealing } from "../../intake/sealing.ts";
import { openJobs } from "../../jobs/open-jobs.ts";
import { importFile } from "../../operations/import-file.ts";
import { openPlatforms } from "../../operations/platforms.ts";
import { keepSchedules } from "../../operations/schedules.ts";
import type { Workplace } from "../../operations/workplace.ts";
import { connectors, fileProfiles } from "../../platforms/registry.ts";
import { sinks as sinkKinds } from "../../sinks/registry.ts";
import { addBook, type Book } from "../../store/book.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { openSqlite } from "../../store/open-sqlite.ts";
import { dataKeysUnder } from "../../vault/data-key.ts";
import { deriveKeys } from "../../vault/installation-keys.ts";
import { createApp } from "../app.ts";
import type { ApiDeps } from "../deps.ts";
import { castPeople, type Who } from "./cast-people.ts";

/** Everything that asks over HTTP is answered under this name. */
export const testHost = "127.0.0.1:8420";

export type Answer<T = unknown> = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, taken for what the test says it is; undefined when it is none. */
  readonly json: T;
};

export type Ask = {
  readonly method?: string;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The API on an installation in memory whose clock stands still, with people of every role. */
export type TestApi = {
  readonly workplace: Workplace;
  readonly book: Book;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Lines of the engine's own log. */
  readonly logged: readonly string[];
  /** Asks as somebody: `ask("viewer", "/api/v1/sales?limit=5")`. A write comes from a page of ours unless headers say else. */
  ask<T = unknown>(who: Who, path: string, request?: Ask): Promise<Answer<T>>;
  /** The same, with the answer as it comes: for streams. */
  fetch(who: Who, path: string, request?: Ask): Promise<Response>;
  /** Imports one of the sample files, such as "gumroad/sales-2025.csv". */
  importSample(name: string): Promise<void>;
  close(): Promise<void>;
};

export const testNow = Date.UTC(2026, 10, 20, 9);

/** Opens it. `more` changes what the answers are made from; rates are out of the way unless they are given. */
export async function openTestApi(
  more: Partial<ApiDeps> = {},
  store: Store = openSqlite({ path: ":memory:" }),
): Promise<TestApi> {
  const clock = fixedClock(testNow);
  const logged: string[] = [];
  const { workplace, book } = await openWorkplace(store, clock, logged);
  const { people, dress } = castPeople(clock);
  const app = createApp({
    workplace,
    random: seededRandom(12n),
    facts: facts(clock.now()),
    hosts: () => [testHost],
    people,
    rates: { reads: 1e9, writes: 1e9, unknown: 1e9 },
    checkAnswers: true,
    ...more,
  });
  const fetch = async (who: Who, path: string, request: Ask = {}): Promise<Response> =>
    app.fetch(requestOf(path, request, dress(who)));
  return {
    workplace,
    book,
    clock,
    logged,
    fetch,
    ask: async <T>(who: Who, path: string, request?: Ask) => {
      const answer = await fetch(who, path, request);
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) as T };
    },
    importSample: async (name) => {
      const path = join(import.meta.dirname, "../../../test/fixtures/csv", name);
      const done = await importFile(workplace, book, path, { currency: "USD" });
      if (!done.ok) throw new Error(done.error.sentence);
    },
    close: async () => {
      await Promise.all([workplace.jobs.close(), workplace.platforms.close(), workplace.sinks.close()]);
      await store.close();
      rmSync(workplace.installation.dataDir, { recursive: true, force: true });
    },
  };
}

function requestOf(path: string, { method = "GET", body, headers }: Ask, dressed: Record<string, string>): Request {
  const page = method === "GET" || method === "HEAD" ? {} : { origin: `http://${testHost}` };
  const json = body === undefined ? {} : { "content-type": "application/json" };
  return new Request(`http://${testHost}${path}`, {
    method,
    headers: { host: testHost, ...page, ...json, ...dressed, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function facts(startedAt: number): ApiDeps["facts"] {
  const nothing = { warnings: [], inboxNews: () => [], troubles: () => [] };
  return { version: "0.0.0-test", startedAt, logPath: "/data/log", inboxPath: "/data/inbox", ...nothing };
}

async function openWorkplace(
  store: Store,
  clock: TestApi["clock"],
  logged: string[],
): Promise<{ readonly workplace: Workplace; readonly book: Book }> {
  await migrate(store, clock);
  const random = seededRandom(11n);
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "Africa/Nairobi" }, clock.now()),
  );
  const ids = uuidV7(clock, random);
  const redactor = createRedactor();
  const file = { write: (line: string) => void logged.push(line), close: () => undefined };
  const log = createLog({ level: "info", clock, redactor, file });
  const secret = new Secret(new Uint8Array(32).fill(9));
  const keys = deriveKeys(secret);
  const freshSealing = () => createSealing(dataKeysUnder([keys.kek], random), clock, random);
  const tell = (sentence: string, cause?: unknown) => log.error({ err: cause }, sentence);
  const door = { transport: networkTransport, sandbox: "http://127.0.0.1:9", clock, random, log };
  const rest = { where: ":memory:", applied: [], notes: [], close: async () => undefined };
  const workplace: Workplace = {
    store,
    installation: {
      store,
      dataDir: mkdtempSync(join(tmpdir(), "millrace-api-")),
      master: { secret, origin: "test" },
      keys,
      ...rest,
    },
    sealing: freshSealing(),
    freshSealing,
    clock,
    ids,
    log,
    jobs: await openJobs({ store, clock, random, ids, tell }),
    actor: "engine",
    platforms: openPlatforms({ connectors, ...door }),
    sinks: openSinks({ kinds: sinkKinds, redact: redactor.redact, hide: (text) => void redactor.add(text), ...door }),
    profiles: fileProfiles,
    mappingProfile: () => ({ ok: false, error: "not here" }),
    rules: async () => err(problem("rules-unreadable", "There are no rules here.")),
  };
  defineKinds({ options: { ...engineOptions(clock), random, ids }, workplace });
  await keepSchedules(workplace);
  return { workplace, book };
}

function engineOptions(clock: TestApi["clock"]) {
  const environment = { variables: { MILLRACE_DATA_DIR: "/data" }, platform: "linux", homeDir: "/", workingDir: "/" };
  const loaded = resolveConfig(environment, undefined);
  if (!loaded.ok) throw new Error("the defaults are a configuration");
  return {
    loaded: loaded.value,
    clock,
    pid: 1,
    version: "0",
    as: "engine" as const,
    ruleFiles: () => [],
    machine: { disk: () => undefined, memory: () => undefined },
    onTrouble: () => undefined,
  };
}
