import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock } from "../../src/base/clock.ts";
import { canBuildWalls } from "../../src/base/thread/inside-thread.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { json } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const shop = join(folder.path, "shop");

beforeAll(async () => {
  await json(shop, ["init", "--currency", "USD", "--time-zone", "Africa/Nairobi"]);
});
afterAll(() => folder.remove());

describe("millrace strategies", () => {
  it("lists what comes along, runs it, and tells what came of it", async () => {
    const said = await cli(shop, ["strategies"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/^Strategy +What it is +State +Runs +Proposed +Last run\n/);
    expect(said.out).toMatch(/payout-reminder +Payout reminder +on +0 +0 +never\n/);
    expect(await cli(shop, ["strategies", "run", "payout-reminder"])).toMatchObject({
      code: 0,
      out: "payout-reminder: nothing new\n",
    });
    const shown = await json<{ runs: object[]; settings: object }>(shop, ["strategies", "show", "payout-reminder"]);
    expect(shown.settings).toEqual({ slackDays: 3, keepAtMost: {}, againAfterDays: 7 });
    expect(shown.runs).toMatchObject([{ result: "done", proposed: 0, metrics: { payoutsOnTheirWay: 0 } }]);
    const jobs = await cli(shop, ["jobs", "list"], { columns: 200 });
    expect(jobs.out).toMatch(/strategy-payout-reminder .* daily at 08:30 \(Africa\/Nairobi\)/);
  });

  it("pauses with a reason and resumes; a paused one does not run", async () => {
    const paused = await cli(shop, ["strategies", "pause", "stale-listing", "--reason", "On holiday"]);
    expect(paused.out).toBe("stale-listing is paused. What it proposed before stays.\n");
    expect(await cli(shop, ["strategies", "run", "stale-listing"])).toMatchObject({
      code: 1,
      out: "stale-listing does not run. On holiday\n",
    });
    expect((await cli(shop, ["strategies"])).out).toContain("stale-listing: On holiday\n");
    expect((await cli(shop, ["strategies", "pause", "stale-listing"])).out).toBe(
      "stale-listing was paused already: On holiday\n",
    );
    expect((await cli(shop, ["strategies", "resume", "stale-listing"])).out).toBe("stale-listing goes on.\n");
  });

  it("sets within bounds only, and says in one sentence what is wrong", async () => {
    const set = (...words: string[]) => cli(shop, ["strategies", "set", "payout-reminder", ...words]);
    expect((await set("keepAtMost", "500 USD, 60000 kes")).out).toBe(
      "keepAtMost of payout-reminder is 500.00 USD, 60,000.00 KES.\n".replace("60,000", "60000"),
    );
    expect((await set("keepAtMost", "default")).out).toBe("keepAtMost of payout-reminder is none.\n");
    expect(await set("slackDays", "900")).toMatchObject({
      code: 2,
      err: '"slackDays" of "payout-reminder" must be a whole number from 1 to 60. Nothing was changed.\n',
    });
    expect((await set("keepAtMost", "five")).err).toContain('"five" is not');
    expect((await set("slackDay", "3")).err).toContain('Did you mean "slackDays"?');
    expect((await cli(shop, ["strategies", "show", "stale-listin"])).err).toContain('Did you mean "stale-listing"?');
  });
});

describe("what the owner says of a strategy", () => {
  it("stands in the audit record, with who, when and what", async () => {
    type Entries = { entries: { actor: string; action: string }[] };
    const { entries } = await json<Entries>(shop, ["audit", "show", "--limit", "50"]);
    const said = entries.filter(({ action }) => action.startsWith("strategy."));
    expect(said.map(({ action }) => action)).toEqual([
      "strategy.pause",
      "strategy.resume",
      "strategy.set",
      "strategy.set",
    ]);
    expect(new Set(said.map(({ actor }) => actor))).toEqual(new Set(["owner"]));
  });
});

describe("millrace new strategy", () => {
  const mine = join(folder.path, "first-sales");

  it("writes a folder whose tests pass at once", async () => {
    const made = await cli(shop, ["new", "strategy", "first-sales"], { workingDir: folder.path });
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(existsSync(join(mine, "README.md"))).toBe(true);
    const node = join(import.meta.dirname, "../../node_modules/.bin/node");
    const environment = { PATH: process.env["PATH"] ?? "" };
    const out = execFileSync(node, ["--test", "--test-reporter=tap"], {
      cwd: mine,
      encoding: "utf8",
      env: environment,
    });
    expect(out).toMatch(/^# pass 12$/m);
    expect(out).toMatch(/^# fail 0$/m);
  }, 60_000);

  it("refuses a folder that holds something, and an id that is none", async () => {
    const again = await cli(shop, ["new", "strategy", "first-sales"], { workingDir: folder.path });
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toBe(
      `There is something in ${mine} already. Nothing was written. Name another folder with --in.\n`,
    );
    expect((await cli(shop, ["new", "strategy", "First Sales"], { workingDir: folder.path })).code).toBe(2);
  });

  const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there
  onNode("is shown with its rights, runs once they are allowed, and asks again when they change", async () => {
    const world = { variables: { MILLRACE_STRATEGIES: mine } };
    const asked = await cli(shop, ["strategies", "run", "first-sales"], world);
    expect(asked).toMatchObject({ code: 1, out: "first-sales does not run. It waits until you allow its rights.\n" });
    const shown = await cli(shop, ["strategies", "allow", "first-sales"], world);
    expect(shown.out).toContain("  It may propose to show a reminder (nothing leaves this machine).\n");
    expect(shown.out).toContain("Nothing was allowed yet: `millrace strategies allow first-sales --yes` does it.\n");
    expect((await cli(shop, ["strategies", "allow", "first-sales", "--yes"], world)).out).toContain("\nAllowed.");
    expect((await cli(shop, ["strategies", "run", "first-sales"], world)).out).toBe("first-sales: nothing new\n");

    const path = join(mine, "strategy.ts");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("hosts: []", 'hosts: ["api.example.com"]'));
    const changed = await cli(shop, ["strategies", "run", "first-sales"], world);
    expect(changed.out).toContain("Its rights have changed; it waits until you allow them anew.\n");
    writeFileSync(path, "export const nothing = 1;");
    const broken = await cli(shop, ["strategies"], world);
    expect(broken.out).toContain('first-sales: It exports no "strategy".\n');
    expect((await cli(shop, ["strategies"])).out).not.toContain("first-sales");
  });
});

/** Puts one of the fixtures where packages are installed. */
/** However often a command waits for the thread: how long that takes must not age what was proposed. */
let time = commandTime;
const standing: Clock = { now: () => time, sleep: () => new Promise((resolve) => setImmediate(resolve)) };

function install(name: string): { variables: Record<string, string>; clock: Clock } {
  const place = join(shop, "strategies", "node_modules", name);
  mkdirSync(place, { recursive: true });
  cpSync(join(import.meta.dirname, `../fixtures/strategies/${name}.js`), join(place, "strategy.js"));
  const manifest = { name, version: "1.2.3", type: "module", millrace: { strategy: "./strategy.js" } };
  writeFileSync(join(place, "package.json"), JSON.stringify(manifest));
  return { variables: { MILLRACE_STRATEGIES: name }, clock: standing };
}

describe("what a strategy proposes", () => {
  const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there
  onNode("is on the road out at once, and named in the log with the action it became", async () => {
    const world = install("proposes");
    await json(shop, ["strategies", "allow", "proposes", "--yes"], world);
    expect((await cli(shop, ["strategies", "run", "proposes"], world)).out).toBe("proposes: 1 proposed\n");
    type Log = { proposals: { state: string; action: string | null; about: string; note: string }[] };
    const { proposals } = await json<Log>(shop, ["strategies", "log", "proposes"], world);
    expect(proposals).toMatchObject([{ state: "handed", about: "sales" }]);
    const shown = await json<{ kind: string; reason: string }>(
      shop,
      ["actions", "show", proposals[0]?.action ?? ""],
      world,
    );
    expect(JSON.stringify(shown)).toContain("There are sales.");
    time += 60_000;
    expect((await cli(shop, ["strategies", "run", "proposes"], world)).out).toBe(
      "proposes: nothing new, 1 proposed before\n",
    );
  });

  onNode(
    "is nothing when it asks for an undeclared host: then it is stopped, named, and the owner alerted",
    async () => {
      const world = install("asks-host");
      await json(shop, ["strategies", "allow", "asks-host", "--yes"], world);
      const said = await cli(shop, ["strategies", "run", "asks-host"], world);
      const sentence = "It asked for tracker.example.net, which is not among the hosts that you allowed.";
      expect(said).toMatchObject({ code: 1, out: `asks-host: ${sentence} It is paused until you resume it.\n` });
      await cli(shop, ["jobs", "run", "watch"], world);
      const alerts = await cli(shop, ["alerts", "list"], { ...world, columns: 200 });
      expect(alerts.out).toContain("T is paused because it failed.");
    },
  );
});
