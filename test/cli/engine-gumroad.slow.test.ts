import { spawn } from "node:child_process";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { presetShop } from "../../sandbox/world/presets.ts";
import { systemClock } from "../../src/base/clock.ts";
import { pingAddress } from "../../src/intake/live/connections.ts";
import { listConnections } from "../../src/store/connection.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";
import { type RunningEngine, runEngine } from "../support/running-engine.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "shop");
const dayMs = 86_400_000;
let twin: GumroadTwin;
let server: GumroadServer;
let engine: RunningEngine;

type Sale = { readonly external_id: string; readonly gross: bigint; readonly status: string };

/** The sales in the books. Asked of the engine's own store: another connection to the file could hold it up. */
async function sales(): Promise<readonly Sale[]> {
  const { store } = engine.engine.workplace;
  return store.q.selectFrom("sale").select(["external_id", "gross", "status"]).execute();
}

/** The program in a process of its own, as a person runs it beside the engine. */
function millrace(...args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const variables = { MILLRACE_DATA_DIR: dataDir, MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token };
  return new Promise((done) => {
    const child = spawn(process.execPath, [resolve("bin/millrace.mjs"), ...args], {
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (piece) => {
        out += String(piece);
      });
    child.on("close", (code) => done({ code, out }));
  });
}

/** A message, as Gumroad sends it. */
function ping(id: string, more: Readonly<Record<string, string>> = {}): URLSearchParams {
  return new URLSearchParams({ seller_id: twin.sellerId, sale_id: id, resource_name: "sale", price: "99999", ...more });
}

async function address(): Promise<string> {
  const [connection] = await listConnections(engine.engine.workplace.store);
  if (!connection) throw new Error("nothing is connected");
  return `${engine.url}/pings/gumroad/${pingAddress(connection)}`;
}

const post = (url: string, body: URLSearchParams | string): Promise<Response> => fetch(url, { method: "POST", body });

/** Resolves when the engine has followed all hints that are due. */
async function followed(): Promise<void> {
  const { store } = engine.engine.workplace;
  await vi.waitFor(async () => {
    const due = store.q.selectFrom("hint").where("state", "=", "open").where("due_at", "<=", BigInt(Date.now()));
    expect(await due.select("id").execute()).toEqual([]);
  }, 10_000);
}

beforeAll(async () => {
  const opensAt = (Math.floor(Date.now() / dayMs) - 10) * dayMs;
  twin = createGumroadTwin({
    seed: "hints",
    clock: systemClock,
    shop: { ...presetShop("small", opensAt), ordersPerDay: 0 },
  });
  for (let n = 0; n < 12; n++) twin.sell({});
  server = await serveGumroad(twin);
  engine = await runEngine(dataDir, systemClock, { MILLRACE_SANDBOX: server.url });
});
afterAll(async () => {
  await engine.stop();
  await server.close();
  folder.remove();
});

describe("an engine and a shop at Gumroad", () => {
  it("begins to read within two seconds when another process connects a platform", async () => {
    const connected = await millrace("connect", "gumroad");
    expect(connected).toMatchObject({ code: 0 });
    expect(connected.out).toContain("The engine begins to read now; millrace platforms shows how far it is.");
    await vi.waitFor(async () => expect((await sales()).length).toBeGreaterThan(0), 2_000);
    await vi.waitFor(async () => expect((await sales()).length).toBe(12), 10_000);
    const [book] = (await engine.status()).books;
    expect(book?.platforms).toMatchObject([{ platform: "gumroad", account: "Mopul Studio", state: "on" }]);
    await followed();
  });

  it("books what a message hints at within two seconds, and answers it at once", async () => {
    const id = twin.sell({ tip: 125 }) ?? "";
    const url = await address();
    await post(url, "warm=up");
    const began = performance.now();
    const answer = await post(url, ping(id));
    expect(performance.now() - began).toBeLessThan(50);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    await vi.waitFor(async () => expect((await sales()).map((sale) => sale.external_id)).toContain(id), 2_000);
    const sale = (await sales()).find((one) => one.external_id === id);
    expect(sale?.gross).toBe(BigInt(twin.ledger().get(id)?.price ?? 0));
  });

  it.each<readonly [string, Parameters<GumroadTwin["sell"]>[0]]>([
    ["a test purchase", { test: true }],
    ["a pre-order that is only authorised", { preorder: true }],
  ])("books nothing for %s, though Gumroad shows it by its id", async (_, wish) => {
    const before = await sales();
    const id = twin.sell(wish) ?? "";
    expect(twin.ledger().has(id)).toBe(false);
    for (const more of [{}, { test: "true" }]) {
      await post(await address(), ping(id, more));
      await followed();
    }
    expect(await sales()).toEqual(before);
  });

  it("answers everybody alike and books nothing that is forged", async () => {
    const before = await sales();
    const url = await address();
    const unknown = `${engine.url}/pings/gumroad/${"x".repeat(43)}`;
    for (const [to, body] of [
      [unknown, ping("whatever")],
      [`${engine.url}/pings/nowhere/short`, ping("whatever")],
      [url, ping("bm8tc3VjaC1zYWxl")],
      [url, ping("x", { seller_id: "somebody-else" })],
      [url, ping("../../user")],
      [url, "{"],
      [url, ""],
      [url, "%ff=%00&&&="],
    ] as const) {
      const answer = await post(to, body);
      expect([answer.status, await answer.text()]).toEqual([204, ""]);
    }
    await followed();
    expect(await sales()).toEqual(before);
  });

  it("is not changed by a thousand messages of junk", async () => {
    const before = await sales();
    const url = await address();
    const calls = server.calls();
    for (let n = 0; n < 20; n++) {
      const some = Array.from({ length: 50 }, (_, i) =>
        post(url, n % 2 ? `junk=${n}-${i}` : ping(`junk${n}x${i}`, { seller_id: "nobody" })),
      );
      for (const answer of await Promise.all(some)) expect(answer.status).toBe(204);
    }
    await followed();
    expect(await sales()).toEqual(before);
    expect(server.calls()).toBe(calls);
    expect((await engine.status()).state).toBe("running");
  });

  it("takes no message of ten megabytes, told or untold", async () => {
    const url = await address();
    const body = `sale_id=${"x".repeat(10_000_000)}`;
    expect(await sent(url, body, true)).toBe(413);
    expect(await sent(url, body, false)).toBe(413);
  });

  it("gives nobody who only asks anything", async () => {
    const url = await address();
    for (const method of ["GET", "HEAD", "PUT", "DELETE"])
      expect((await fetch(url, { method })).status).toBeGreaterThan(403);
  });

  it("takes messages under any name, since they come through one on the internet, and shows nothing else there", async () => {
    const { pathname, port } = new URL(await address());
    const under = (path: string, method: string): Promise<number> =>
      new Promise((done, reject) => {
        const options = { host: "127.0.0.1", port, path, method, headers: { host: "shop.example.org" } };
        request(options, (response) => {
          response.resume();
          done(response.statusCode ?? 0);
        })
          .on("error", reject)
          .end();
      });
    expect(await under(pathname, "POST")).toBe(204);
    for (const path of ["/", "/api/v1/status", "/api/v1/report", pathname]) expect(await under(path, "GET")).toBe(421);
  });

  it("finds new and changed products without a restart", async () => {
    const headers = { authorization: `Bearer ${twin.token}` };
    const body = new URLSearchParams({ name: "Night Sky Brushes", price: "1250" });
    await fetch(`${server.url}/gumroad/v2/products`, { method: "POST", headers, body });
    const { jobs, store } = engine.engine.workplace;
    await jobs.runNow("gumroad-products-whole");
    const names = async (): Promise<readonly string[]> =>
      (await store.q.selectFrom("listed_product").select("name").execute()).map(({ name }) => name);
    await vi.waitFor(async () => expect(await names()).toContain("Night Sky Brushes"), 10_000);
  });

  it("pauses, moves and resumes its own work when a person says so", async () => {
    const schedule = async () =>
      (await engine.engine.workplace.jobs.schedules()).find(({ name }) => name === "gumroad-sales-recent");
    expect((await millrace("jobs", "pause", "gumroad-sales-recent")).code).toBe(0);
    expect(await schedule()).toMatchObject({ state: "paused", nextAt: undefined });
    expect((await millrace("jobs", "reschedule", "gumroad-sales-recent", "--cron", "*/7 * * * *")).code).toBe(0);
    expect((await millrace("jobs", "resume", "gumroad-sales-recent")).code).toBe(0);
    expect(await schedule()).toMatchObject({ state: "on", cron: "*/7 * * * *", changed: true });
    const id = twin.sell({}) ?? "";
    expect((await millrace("jobs", "run", "gumroad-sales-recent")).out).toContain(
      "the engine does it in about a second",
    );
    await vi.waitFor(async () => expect((await sales()).map((sale) => sale.external_id)).toContain(id), 5_000);
  });
});

/** Sends a body with or without saying its length first; gives the status. */
function sent(url: string, body: string, told: boolean): Promise<number> {
  return new Promise((done, reject) => {
    const headers = told ? { "content-length": Buffer.byteLength(body) } : { "transfer-encoding": "chunked" };
    const one = request(url, { method: "POST", headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    // The answer may come, and the connection end, before all of it is sent.
    let answered = false;
    one.on("response", () => {
      answered = true;
    });
    one.on("error", (cause) => (answered ? undefined : reject(cause)));
    one.end(body);
  });
}
