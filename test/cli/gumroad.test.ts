import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { livelyShop } from "../../sandbox/testing/open-twin.ts";
import { fixedClock } from "../../src/base/clock.ts";
import { type CliWorld, cli, commandTime, type Said } from "../support/command-line.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";
import { filesTelling, wordsOf } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const shop = join(folder.path, "shop");
const clock = fixedClock(commandTime);
const token = "canary-4f1e-access-token-of-nobody";
const said: Said[] = [];
let twin: GumroadTwin;
let server: GumroadServer;

beforeAll(async () => {
  twin = createGumroadTwin({ seed: "command line", clock, shop: livelyShop(20), token });
  server = await serveGumroad(twin);
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

/** A command in `dataDir`; without a token unless the world gives one. */
async function run(dataDir: string, args: readonly string[], world: CliWorld = {}): Promise<Said> {
  const variables = { MILLRACE_SANDBOX: server.url, MILLRACE_LOG_LEVEL: "debug", ...world.variables };
  const one = await cli(dataDir, args, { clock, columns: 120, ...world, variables });
  said.push(one);
  return one;
}

async function json<T>(args: readonly string[], world: CliWorld = {}): Promise<T> {
  const one = await run(shop, [...args, "--json"], world);
  if (one.code !== 0) throw new Error(one.err + one.out);
  return JSON.parse(one.out) as T;
}

function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

const typed = (text: string): CliWorld => ({ input: { isTerminal: true, askHidden: async () => text } });
const piped = (text: string): CliWorld => ({ input: { isTerminal: false, readAll: async () => text } });

type Streams = { platforms: { streams: { stream: string; resumed: boolean; records: number; fresh: number }[] }[] };
type Platforms = { platforms: { state: string; streams: { stream: string; readAt: string | null }[] }[] };

describe("millrace connect gumroad", () => {
  it.each<readonly [string, readonly string[], CliWorld]>([
    ["from a file", ["--token-file", "token"], { workingDir: folder.path }],
    ["from the environment", [], { variables: { MILLRACE_GUMROAD_TOKEN: ` ${token} ` } }],
    ["through a pipe", [], piped(`${token}\n`)],
    ["at a terminal, unseen", [], typed(` ${token}`)],
  ])("takes the access token %s", async (how, more, world) => {
    file("token", `${token}\n`);
    const dataDir = join(folder.path, how.replaceAll(/\W/g, "-"));
    const done = await run(dataDir, ["connect", "gumroad", ...more], world);
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/^Gumroad is connected: Mopul Studio\.\n/);
    expect(done.out).toContain("Read it now with `millrace sync gumroad`, or start the engine: it reads by itself.");
    const again = await run(dataDir, ["connect", "gumroad", ...more], world);
    expect(again.out).toMatch(/^Gumroad is connected again: Mopul Studio\.\n/);
    expect(JSON.parse((await run(dataDir, ["platforms", "--json"])).out).platforms).toHaveLength(1);
  });

  it("says where a token is found before it asks for it", async () => {
    const asked: string[] = [];
    const askHidden = async (question: string): Promise<string> => {
      asked.push(question);
      return token;
    };
    const done = await run(join(folder.path, "asked"), ["connect", "gumroad"], {
      input: { isTerminal: true, askHidden },
    });
    expect(done.err).toMatch(/^Gumroad, Settings, Advanced, Applications: create an application/);
    expect(asked).toEqual(["Gumroad, access token (not shown): "]);
  });

  it.each<readonly [string, readonly string[], CliWorld, 1 | 2, RegExp]>([
    [
      "a wrong token",
      ["gumroad"],
      piped("wrong-token-of-nobody"),
      1,
      /^Gumroad refused the access token\. Nothing was connected\. Make a new one under Settings, Advanced, Applications, and connect Gumroad again\.\n$/,
    ],
    [
      "a token with a space inside",
      ["gumroad"],
      piped("canary-4f1e access"),
      1,
      /^The access token has a space or a line break inside it\. Nothing was changed\. Copy it again, whole and alone\.\n$/,
    ],
    [
      "two lines",
      ["gumroad"],
      piped(`${token}\n${token}`),
      1,
      /^The access token has a space or a line break inside it\./,
    ],
    [
      "letters that no token has",
      ["gumroad"],
      piped("töken"),
      1,
      /^The access token for Gumroad is empty or has characters that no token has\. Nothing was connected\./,
    ],
    ["an empty file", ["gumroad", "--token-file", file("empty", "")], {}, 1, /^[^\n]+\n$/],
    [
      "a file that is not there",
      ["gumroad", "--token-file", "no-such-file"],
      {},
      1,
      /^[^\n]*no-such-file[^\n]*Nothing was connected\.[^\n]*\n$/,
    ],
    [
      "nothing",
      ["gumroad"],
      {},
      2,
      /^Gumroad needs its access token, and none was given\. Give it with --token-file, in MILLRACE_GUMROAD_TOKEN, through a pipe, or at a terminal\./,
    ],
    [
      "an empty line at the terminal",
      ["gumroad"],
      typed(""),
      1,
      /Gumroad cannot be connected without its access token\. Nothing was changed\./,
    ],
    [
      "a platform that is misspelt",
      ["gumrod"],
      piped(token),
      2,
      /^Millrace cannot connect to "gumrod"\. Nothing was changed\. Did you mean gumroad\?\n$/,
    ],
    [
      "a platform that is not known",
      ["nowhere"],
      piped(token),
      2,
      /^Millrace cannot connect to "nowhere"\. Nothing was changed\. It can connect to: /,
    ],
    ["no platform", [], piped(token), 2, /platform/],
  ])("refuses %s in one sentence and keeps nothing", async (name, args, world, code, sentence) => {
    const dataDir = join(folder.path, `refused-${name.replaceAll(/\W/g, "-")}`);
    const done = await run(dataDir, ["connect", ...args], world);
    expect(done).toMatchObject({ code, out: "" });
    expect(done.err).toMatch(sentence);
    expect(done.err).not.toMatch(/ at .*\.ts|undefined|canary/);
    const { platforms } = JSON.parse((await run(await made(dataDir), ["platforms", "--json"])).out) as Platforms;
    expect(platforms).toEqual([]);
    expect(filesTelling(dataDir, ["wrong-token-of-nobody", "canary-4f1e"])).toEqual([]);
  });

  it("keeps nothing when the platform answers with something else", async () => {
    const dataDir = await made(join(folder.path, "elsewhere"));
    for (const [spoilt, sentence] of [
      [
        { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" },
        "Gumroad answered with a web page where data was expected.",
      ],
      [
        { status: 200, headers: {}, body: '{"success":true,"user":{}}' },
        "Gumroad's answer about the account cannot be understood",
      ],
      ["hang-up", "The connection to Gumroad was lost."],
    ] as const) {
      server.spoil = () => spoilt;
      const done = await run(dataDir, ["connect", "gumroad"], piped(token));
      expect(done).toMatchObject({ code: 1, out: "" });
      expect(done.err).toContain(sentence);
      expect(done.err).toContain("Nothing was connected.");
    }
    server.spoil = undefined;
    expect(JSON.parse((await run(dataDir, ["platforms", "--json"])).out)).toEqual({ platforms: [] });
  });
});

describe("a shop at Gumroad on the command line", () => {
  it("is connected and tells scripts what became of it", async () => {
    await made(shop);
    expect((await run(shop, ["sync"])).err).toBe(
      "No platform is connected to the books of Main. Nothing was changed. Connect it first: millrace connect <platform>\n",
    );
    expect((await run(shop, ["sync", "gumroad"])).err).toMatch(/^Gumroad is not connected to the books of Main\./);
    expect((await run(shop, ["platforms"])).out).toMatch(/^No platform is connected\. `millrace connect gumroad`/);
    expect((await run(shop, ["products"])).out).toMatch(/^No product is known\./);
    expect(await json(["connect", "gumroad"], piped(token))).toEqual({
      platform: "gumroad",
      account: { id: twin.sellerId, name: "Mopul Studio" },
      again: false,
      warnings: [expect.stringContaining("does not say what an access token allows")],
      pings: { state: "off", address: null, howTo: [], sentence: expect.stringContaining("every hour") },
      engine: false,
    });
  });

  it("goes on where reading was interrupted, and does not miss what came since", async () => {
    const stop = new AbortController();
    let pages = 0;
    // Progress is shown as time passes.
    const now = (): number => {
      clock.advance(20);
      return clock.now();
    };
    const ticking = { ...clock, now };
    server.spoil = (answer, path) => {
      if (path === "/v2/sales" && ++pages === 4) stop.abort();
      return answer;
    };
    const broken = await run(shop, ["sync"], { stop: stop.signal, terminal: true, clock: ticking });
    expect(broken.code).toBe(1);
    expect(broken.out).toContain("sales: The look was stopped; it goes on where it was.");
    expect(broken.err).toContain("Mopul Studio, sales: 10 read, 10 new");
    server.spoil = undefined;
    const known = twin.ledger().size;
    twin.sell({});
    const { platforms } = await json<Streams>(["sync", "gumroad"]);
    const [rest, newest] = platforms[0]?.streams.filter(({ stream }) => stream === "sales") ?? [];
    expect(rest).toMatchObject({ resumed: true, records: known });
    expect(newest).toMatchObject({ resumed: false, fresh: 1 });
  });

  it("is read in whole, and twice is once", async () => {
    const report = await json<{ totals: unknown[] }>(["report", "--from", "2026-01-01", "--to", "2026-12-31"]);
    const { platforms } = await json<Streams>(["sync"]);
    expect(platforms[0]?.streams.map(({ fresh }) => fresh)).toEqual([0, 0, 0]);
    const whole = await json<Streams>(["sync", "--full"]);
    expect(whole.platforms[0]?.streams).toMatchObject([
      { stream: "products", fresh: 0 },
      { stream: "sales", fresh: 0, records: twin.ledger().size },
      { stream: "payouts", fresh: 0 },
    ]);
    const again = await json<{ totals: unknown[] }>(["report", "--from", "2026-01-01", "--to", "2026-12-31"]);
    expect(again.totals).toEqual(report.totals);
    const { sales } = await json<{ sales: { gross: string }[] }>(["sales", "list", "--limit", "1000"]);
    const cents = sales.reduce((sum, { gross }) => sum + Math.round(Number(gross) * 100), 0);
    expect(cents).toBe(twin.books().totals.sales);
  });

  it("tells a person what was read and what is new", async () => {
    twin.sell({});
    const done = await run(shop, ["sync"]);
    expect(done).toMatchObject({ code: 0, err: "" });
    expect(done.out).toMatch(
      /^Mopul Studio:\n {2}products: nothing new\. \d+ read\.\n {2}sales: 1 new sale\. \d+ read\.\n {2}payouts: nothing new\. \d+ read\.\n$/,
    );
    const listed = await run(shop, ["platforms"]);
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toMatch(
      /^Gumroad · Mopul Studio\n {2}products +read 20 Nov 2026 12:\d\d\n {2}sales +read .*\n {2}payouts +read .*\n$/,
    );
    expect(await json(["platforms"])).toMatchObject({
      platforms: [
        {
          platform: "gumroad",
          title: "Gumroad",
          account: "Mopul Studio",
          state: "on",
          skewMs: null,
          streams: ["products", "sales", "payouts"].map((stream) => ({
            stream,
            failure: null,
            failingSince: null,
            quarantined: 0,
            reading: null,
          })),
        },
      ],
    });
  });

  it("shows products that are new and changed after the next look", async () => {
    const { products } = await json<{ products: { name: string; externalId: string; price: string | null }[] }>([
      "products",
    ]);
    expect(products.length).toBeGreaterThan(5);
    const first = products.find(({ price }) => price === "29.00") ?? products[0];
    clock.advance(60_000);
    await ask("POST", "/products", { name: "Night Sky Brushes", price: "1250" });
    await ask("PUT", `/products/${encodeURIComponent(first?.externalId ?? "")}`, {
      name: "Linen Planner, Second Edition",
    });
    expect((await run(shop, ["sync"])).out).toMatch(/^Mopul Studio:\n {2}products: 1 product\. 13 read\.\n/);
    const shown = (await run(shop, ["products"])).out;
    expect(shown).toMatch(/Night Sky Brushes +12\.50 +USD +published/);
    expect(shown).toContain("Linen Planner, Second Edition");
    expect(shown).not.toContain(first?.name);
  });

  it("proves each payout by its lines", async () => {
    twin.settle();
    await run(shop, ["sync", "--full"]);
    const { payouts } = await json<{ payouts: { id: string; proof: string; status: string; amount: string }[] }>([
      "payouts",
    ]);
    expect(payouts).toHaveLength(twin.books().counts.payouts);
    expect(payouts.map(({ proof }) => proof)).toEqual(payouts.map(() => "proven"));
    const shown = await run(shop, ["payouts", "show", "--", payouts[0]?.id ?? ""]);
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toMatch(/[Pp]roved|[Pp]roven/);
    expect(await json(["payouts", "gaps"])).toMatchObject({ breaks: [], withBreaks: 0, unexplained: { USD: "0.00" } });
    expect(BigInt(twin.books().balanceCents)).toBe(0n);
  });

  it("is paused, resumed and removed; what it brought stays", async () => {
    const before = (await json<{ totals: unknown }>(["report", "--month", "2026-11"])).totals;
    const looks = async (): Promise<readonly string[]> =>
      (await json<{ schedules: { name: string }[] }>(["jobs"])).schedules
        .map(({ name }) => name)
        .filter((name) => name.startsWith("gumroad-"));
    expect((await looks()).length).toBe(8);
    expect((await run(shop, ["platforms", "pause", "gumroad"])).out).toBe("Mopul Studio is paused.\n");
    expect(await looks()).toEqual([]);
    expect((await run(shop, ["platforms"])).out).toMatch(/^Gumroad · Mopul Studio · paused\n/);
    expect((await run(shop, ["doctor"])).out).toContain("is paused, so it is not read");
    expect((await run(shop, ["platforms", "resume", "gumroad"])).out).toBe("Mopul Studio is read again.\n");
    expect((await looks()).length).toBe(8);
    expect(await json(["platforms", "remove", "gumroad"])).toEqual({
      changed: [{ platform: "gumroad", account: "Mopul Studio", state: "removed" }],
    });
    expect(await looks()).toEqual([]);
    expect((await run(shop, ["sync", "gumroad"])).err).toMatch(/^Gumroad is not connected to the books of Main\./);
    expect((await json<{ totals: unknown }>(["report", "--month", "2026-11"])).totals).toEqual(before);
    for (const verb of ["pause", "resume", "remove", "show"])
      expect(await run(shop, ["platforms", verb, "gumroad"])).toMatchObject({ code: 1, out: "" });
  });

  it("tells the access token to nobody: not on a screen, not in the log, not in the database's bytes", () => {
    const all = wordsOf(said);
    expect(all.length).toBeGreaterThan(5_000);
    expect(all).not.toContain(token);
    expect(all).not.toContain(token.slice(0, 12));
    const telling = filesTelling(folder.path, [token, twin.controlKey]);
    expect(telling.map((path) => path.slice(folder.path.length + 1))).toEqual(["token"]);
  });
});

/** A data directory with its books. */
async function made(dataDir: string): Promise<string> {
  await cli(dataDir, ["init", "--time-zone", "Africa/Nairobi"]);
  return dataDir;
}

/** What the owner does at Gumroad itself. */
async function ask(method: string, path: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const body = method === "GET" ? {} : { body: new URLSearchParams(fields) };
  const answer = await fetch(`${server.url}/gumroad/v2${path}`, { method, headers, ...body });
  const told = (await answer.json()) as { success: boolean };
  if (!told.success) throw new Error(JSON.stringify(told));
  return told;
}
