import { createServer, type Server } from "node:http";
import { type Clock, systemClock } from "../../base/clock.ts";
import { createHttp } from "../../base/egress/create-http.ts";
import type { RateLimit } from "../../base/egress/http.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import { err, ok } from "../../base/result.ts";
import { usualAutonomy } from "../../domain/action/autonomy.ts";
import type { ActionKind } from "../../domain/action/kinds.ts";
import { laneFrom, laneOf, laneText } from "../../domain/action/lane.ts";
import { planHash } from "../../domain/action/plan-hash.ts";
import { createEmbeddedJobs } from "../../jobs/embedded-jobs.ts";
import type { Acts, ConnectorContext } from "../../spec/connector.ts";
import { listActions } from "../../store/action.ts";
import type { Store } from "../../store/handle.ts";
import { keepTurns } from "../keep-turns.ts";
import { type Draft, proposeIn } from "../propose.ts";
import type { Opened, Road } from "../road.ts";
import { setAutonomy } from "../switches.ts";
import { officialOnly, openTestRoad, priceDraft, refundDraft } from "./open-road.ts";

/** One platform: what waits for it, and what is the matter with it. */
export type DrainPlatform = {
  readonly id: string;
  readonly count: number;
  readonly limit?: RateLimit;
  /** While true it answers every call with 503. */
  readonly broken?: boolean;
};

/** One act that a platform did, in the order in which all platforms did theirs. */
export type Effect = { readonly platform: string; readonly key: string; readonly at: number };

export type DrainOptions = {
  readonly store: Store;
  readonly platforms: readonly DrainPlatform[];
  readonly workers: number;
  /** Milliseconds that each platform takes for an answer. */
  readonly latencyMs?: number;
};

const work = "send";
const holdMs = 10_000;
const kindsUsed: readonly ActionKind[] = ["listing.price", "listing.publish", "listing.unpublish", "sale.refund"];

/**
 * Acts of several kinds in line for several platforms, each a server of its own on loopback behind the real way out,
 * and workers over the real line of jobs.
 */
export async function openDrain(options: DrainOptions) {
  const effects: Effect[] = [];
  const broken = new Set(options.platforms.flatMap((one) => (one.broken ? [one.id] : [])));
  const served = await serve(effects, broken, options.latencyMs ?? 0);
  const clock = shifted();
  const test = await openTestRoad(noActs, options.store);
  const random = seededRandom(3n);
  const ids = uuidV7(clock, random);
  const opened = new Map(options.platforms.map((one) => [one.id, openedAt(one, served.url, clock, test.hints)]));
  const jobs = createEmbeddedJobs({ store: options.store, clock, random, ids, tell: () => undefined });
  const askTurn = { name: work, priority: 0 } as const;
  const road: Road = {
    ...test.road,
    clock,
    ids,
    rules: async () => ok(officialOnly()),
    acts: (target) => opened.get(target)?.acts,
    open: async ({ action }) => ok(opened.get(action.target) ?? fail(action.target)),
    sendAt: async (tx, row, at) => {
      const payload = laneText(laneOf(row));
      const runAt = Math.ceil(at / 1_000) * 1_000;
      await jobs.enqueue(tx, { ...askTurn, payload, dedupe: `${payload} ${runAt}`, runAt });
    },
  };
  const turns = keepTurns((lane, runAt) =>
    options.store.transaction(async (tx) => {
      const payload = laneText(lane);
      await jobs.enqueue(tx, { ...askTurn, payload, dedupe: `${payload} ${runAt}`, runAt });
    }),
  );
  jobs.define([
    {
      name: work,
      title: "Send",
      attemptsMax: 1,
      pauseMs: 1_000,
      pauseMaxMs: 1_000,
      leaseMs: 300_000,
      priority: 10,
      run: async ({ payload, signal }) => {
        const lane = laneFrom(payload) ?? fail(payload);
        return { kind: "done", note: await turns(road, lane, { signal }) };
      },
    },
  ]);
  return {
    effects,
    /** The platforms are well from now on. */
    heal: () => broken.clear(),
    advance: clock.advance,
    queue: () => queueAll({ ...test, road }, options.platforms),
    /** Works until nothing is due. */
    drainDue: async () => void (await Promise.all(Array.from({ length: options.workers }, () => runAll(jobs)))),
    inState: (...states: Parameters<typeof countIn>[1]) => countIn(options.store, states),
    close: async () => {
      await jobs.close();
      await served.close();
      await options.store.close();
    },
  };
}

/** Several workers: one that finds nothing may be early, so it looks again while others work. */
async function runAll(jobs: ReturnType<typeof createEmbeddedJobs>): Promise<void> {
  for (let idle = 0; idle < 3; ) {
    const ran = await jobs.runDue();
    idle = ran === 0 ? idle + 1 : 0;
    if (ran === 0) await systemClock.sleep(20);
  }
}

async function queueAll(
  { store, book, road }: Pick<Awaited<ReturnType<typeof openTestRoad>>, "store" | "book" | "road">,
  platforms: readonly DrainPlatform[],
): Promise<void> {
  const owner = { actor: "owner" };
  for (const kind of kindsUsed) {
    await setAutonomy(road, book, kind, { ...usualAutonomy(kind, "USD"), mode: "live" }, owner);
  }
  const rules = await road.rules();
  const batch = 200;
  for (const platform of platforms) {
    for (let from = 0; from < platform.count; from += batch) {
      await store.transaction(async (tx) => {
        for (let i = from; i < Math.min(from + batch, platform.count); i++) {
          const draft = someDraft(platform.id, i, road.clock.now());
          const row = await proposeIn(tx, road, rules, book, draft, { ...owner, confirmedPlan: planHash(draft) });
          if (!row.ok || row.value.state !== "queued") fail(row.ok ? row.value.state : row.error.sentence);
        }
      });
    }
  }
}

function someDraft(target: string, i: number, now: number): Draft {
  const key = `${target}-${i}`;
  const common = { target, expiresAt: now + 86_400_000 } as Partial<Draft>;
  const listing = { listing: key };
  switch (i % kindsUsed.length) {
    case 0:
      return priceDraft(key, common);
    case 1:
      return refundDraft(key, { ...common, kind: "listing.publish", parameters: listing } as Partial<Draft>);
    case 2:
      return refundDraft(key, { ...common, kind: "listing.unpublish", parameters: listing } as Partial<Draft>);
    default:
      return refundDraft(key, common);
  }
}

async function countIn(store: Store, states: readonly ("queued" | "sending" | "done" | "unknown" | "failed")[]) {
  return (await listActions(store, { states, limit: 100_000 })).length;
}

/** All platforms in one server; each has its own path. It keeps its own account of what was done. */
async function serve(effects: Effect[], broken: ReadonlySet<string>, latencyMs: number) {
  const server: Server = createServer((request, answer) => {
    const [, platform = "", what = "", key = ""] = (request.url ?? "").split("/");
    const reply = (): void => {
      if (broken.has(platform)) return void answer.writeHead(503).end();
      if (what === "acts") effects.push({ platform, key, at: performance.now() });
      answer.writeHead(200, { "content-type": "application/json" }).end("{}");
    };
    request.resume();
    if (latencyMs === 0) reply();
    else setTimeout(reply, latencyMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : fail("no port");
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function openedAt(platform: DrainPlatform, url: string, clock: Clock, hints: unknown[]): Opened {
  const http = createHttp({
    service: platform.id,
    title: platform.id,
    baseUrl: `${url}/${platform.id}`,
    sandbox: true,
    limits: platform.limit === undefined ? [] : [platform.limit],
    transport: networkTransport(),
    clock,
    random: seededRandom(7n),
  });
  const context: ConnectorContext = { http, credential: () => "" };
  return { acts: actsOver(platform), context, readAgain: async (_tx, hint) => void hints.push(hint) };
}

function actsOver({ broken }: DrainPlatform): Acts {
  return {
    kinds: kindsUsed,
    honoursKeys: false,
    settledAfterMs: 60_000,
    // Only where it matters: it costs a call.
    ...(broken
      ? {
          before: async ({ http }) => {
            const seen = await http.call({ method: "GET", path: "/state" });
            return seen.ok ? ok({ text: "" }) : err(seen.error);
          },
        }
      : {}),
    apply: async ({ http }, { action }) => {
      const done = await http.call({ method: "POST", path: `/acts/${encodeURIComponent(action.idempotencyKey)}` });
      if (done.ok) return ok({ note: "It was done." });
      const kind = done.error.kind === "rate-limit" ? "refused" : "unclear";
      return err({ kind, failure: done.error });
    },
    find: async () => ok({ kind: "absent", note: "It is not there." }),
  };
}

const noActs: Acts = {
  kinds: [],
  honoursKeys: false,
  settledAfterMs: 0,
  apply: () => fail("no platform"),
  find: () => fail("no platform"),
};

/** The machine's clock, which can be put forward. */
function shifted(): Clock & { advance(ms?: number): void } {
  let shift = 0;
  return {
    now: () => systemClock.now() + shift,
    sleep: systemClock.sleep,
    advance: (ms = holdMs) => {
      shift += ms;
    },
  };
}

function fail(what: string): never {
  throw new Error(`the drain: ${what}`);
}
