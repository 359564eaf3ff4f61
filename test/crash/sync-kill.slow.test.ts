import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noFaults } from "../../sandbox/fault-plan.ts";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { type Sandbox, serveSandbox } from "../../sandbox/serve.ts";
import { presetShop } from "../../sandbox/world/presets.ts";
import { type Clock, systemClock } from "../../src/base/clock.ts";
import { seededRandom } from "../../src/base/random.ts";
import { freePort } from "../support/free-port.ts";
import { openForTest } from "../support/installation.ts";
import { ourSide, platformSide } from "../support/platform-books.ts";

/** How often the reading process is killed; TEST_KILLS=200 before a release. */
const kills = Number(process.env["TEST_KILLS"] ?? 15);
const seed = BigInt(process.env["TEST_SEED"] ?? Date.now());
const folder = mkdtempSync(join(tmpdir(), "millrace-sync-kill-"));
const dataDir = join(folder, "data");
const program = resolve("bin/millrace.mjs");
const random = seededRandom(seed);
const below = (n: number): number => Number(Buffer.from(random.bytes(6)).readUIntBE(0, 6) % n);
const dayMs = 86_400_000;

/** The world's clock goes on until it is stopped, so that both books can be compared at rest. */
let stoppedAt: number | undefined;
const worldClock: Clock = { now: () => stoppedAt ?? Date.now(), sleep: systemClock.sleep };

/** A platform that is not well now and then. */
const shares = {
  "error-500": 0.01,
  "error-503": 0.005,
  "html-200": 0.005,
  throttled: 0.003,
  truncated: 0.005,
  cut: 0.01,
  "duplicate-rows": 0.02,
  "reordered-rows": 0.01,
  "skipped-row": 0.01,
  "shifting-list": 0.01,
  "lying-page-key": 0.003,
  "bad-record": 0.005,
  "ping-lost": 0.1,
  "ping-twice": 0.1,
  "ping-forged": 0.05,
};

let twin: GumroadTwin;
let sandbox: Sandbox;
let enginePort = 0;
let calls = 0;
let onFirstCall: (() => void) | undefined;

type Run = { readonly code: number | null; readonly signal: string | null; readonly out: string };

/** When to kill: so long after the start, or after the first call that reaches the platform. */
type Kill = { readonly after: "start" | "first call"; readonly ms: number };

/** A process that calls nobody for so long has nothing to read just now. */
const silentMsMax = 2_500;

function millrace(args: readonly string[], kill?: Kill): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: {
        ...process.env,
        MILLRACE_DATA_DIR: dataDir,
        MILLRACE_SANDBOX: sandbox.url,
        MILLRACE_GUMROAD_TOKEN: twin.token,
        MILLRACE_PUBLIC_URL: "https://shop.example.org",
        MILLRACE_PORT: String(enginePort),
        MILLRACE_DEMO: "off",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        out += text;
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const killIn = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), ms);
    };
    if (kill) killIn(kill.after === "start" ? kill.ms : silentMsMax + kill.ms);
    onFirstCall = kill?.after === "first call" ? () => killIn(kill.ms) : undefined;
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      onFirstCall = undefined;
      done({ code, signal, out });
    });
  });
}

/** A command that must succeed. */
async function sure(...args: readonly string[]): Promise<Run> {
  const run = await millrace(args);
  expect(run.code, `${args.join(" ")}: ${run.out}`).toBe(0);
  return run;
}

async function door(name: string, body: object): Promise<void> {
  const init = { method: "POST", headers: { "x-sandbox-key": twin.controlKey }, body: JSON.stringify(body) };
  // It may say no: a sale is refunded already, a dispute is won already.
  await (await fetch(`${sandbox.url}/gumroad/-/${name}`, init)).text();
}

/** Something happens at the platform. */
async function live(): Promise<void> {
  const what = below(6);
  const ids = [...twin.ledger().keys()];
  const id = ids[below(ids.length)];
  switch (what) {
    case 0:
      return door("refund", { id });
    case 1:
      return door("refund", { id, amount: 100 + below(400) });
    case 2:
      return door("dispute", { id });
    case 3:
      return door("win", { id });
    case 4:
      return door("sale", { pendingSeconds: below(20), tip: below(300) });
    default:
      return door(
        "sale",
        [{ test: true }, { giftTo: "gift@example.net" }, { affiliate: true }, { discover: true }][below(4)] ?? {},
      );
  }
}

/** Messages go to the engine's own port, which only sometimes runs. */
async function subscribe(address: string): Promise<void> {
  for (const kind of ["sale", "refund", "dispute", "dispute_won"]) {
    const body = new URLSearchParams({ resource_name: kind, post_url: address });
    const headers = { authorization: `Bearer ${twin.token}` };
    const answer = await fetch(`${sandbox.url}/gumroad/v2/resource_subscriptions`, { method: "PUT", headers, body });
    expect(await answer.json()).toMatchObject({ success: true });
  }
}

beforeAll(async () => {
  const now = Date.now();
  const opensAt = (Math.floor(now / dayMs) - 30) * dayMs;
  const shop = {
    ...presetShop("small", opensAt),
    ordersPerDay: 14,
    rush: { from: now, to: now + dayMs / 12, everySeconds: 2 },
  };
  twin = createGumroadTwin({ seed, clock: worldClock, shop });
  const counted = {
    ...twin,
    fetch: (request: Request) => {
      calls += 1;
      onFirstCall?.();
      onFirstCall = undefined;
      return twin.fetch(request);
    },
  };
  sandbox = await serveSandbox({ port: 0, twins: [counted], clock: worldClock });
  enginePort = await freePort();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe(`a shop that is read while the process is killed ${kills} times at random moments (TEST_SEED=${seed})`, () => {
  it("ends in the platform's own books to the cent, with every payout proven", async () => {
    await sure("init");
    const connected = JSON.parse((await sure("connect", "gumroad", "--json")).out) as { pings: { address: string } };
    await subscribe(connected.pings.address.replace("https://shop.example.org", `http://127.0.0.1:${enginePort}`));
    twin.faultPlan = { ...noFaults, shares };
    let killed = 0;
    let landed = 0;
    while (killed < kills) {
      for (let n = below(3); n > 0; n--) await live();
      if (below(12) === 0) await door("settle", {});
      const before = calls;
      const args = [["sync"], ["sync", "--full"], ["start"]][below(3)] ?? ["sync"];
      const early = below(4) === 0;
      const kill: Kill = early ? { after: "start", ms: 100 + below(900) } : { after: "first call", ms: below(1_200) };
      const run = await millrace(args, kill);
      if (run.signal === "SIGKILL") killed += 1;
      if (run.signal === "SIGKILL" && calls > before) landed += 1;
      expect(run.out).not.toMatch(/ {4}at |Something is wrong|not sound/);
    }
    expect(landed).toBeGreaterThan(kills / 3);

    twin.heal();
    stoppedAt = Date.now();
    await sure("sync");
    twin.settle();
    await sure("sync", "--full");
    await sure("books", "check");
    await sure("audit", "verify");
    const twice = JSON.parse((await sure("sync", "--json")).out) as { platforms: { streams: { fresh: number }[] }[] };
    expect(twice.platforms.flatMap(({ streams }) => streams.map(({ fresh }) => fresh))).toEqual([0, 0, 0]);
    const gaps = JSON.parse((await sure("payouts", "gaps", "--json")).out);
    expect(gaps).toMatchObject({ breaks: [], withBreaks: 0, withoutStatement: 0, unexplained: { USD: "0.00" } });
    const installation = await openForTest(dataDir);
    try {
      expect(await ourSide(installation.store)).toEqual(platformSide(twin));
      const messages = installation.store.q.selectFrom("observation").where("kind", "=", "webhook");
      expect((await messages.select("id").execute()).length).toBeGreaterThan(0);
    } finally {
      await installation.close();
    }
  });
});
