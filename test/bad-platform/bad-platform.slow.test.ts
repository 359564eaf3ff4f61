import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { badPlatforms } from "./cases.ts";
import { openScene, type Scene } from "./scene.ts";

const hourMs = 3_600_000;
const all = ["products", "sales", "payouts"];
let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

/** How often a sentence stands in a text. */
const times = (text: string, sentence: string): number => text.split(sentence).length - 1;

describe("a platform that is not well", () => {
  it.each(badPlatforms)("is told in one sentence and heals by itself: $name", async (bad) => {
    const { sentence, stopped = all, needsAccess = false } = bad;
    const known = await scene.sales();
    scene.twin.sell({});
    scene.server.spoil = bad.spoil;

    const synced = await scene.run("sync", "gumroad");
    expect(synced).toMatchObject({ code: 1, err: "" });
    expect(times(synced.out, sentence)).toBe(1);
    expect(synced.out).toContain("What was read is kept.");
    expect(synced.out).not.toMatch(/undefined|Error|\.ts\b/);
    const { platforms } = await scene.json<{
      platforms: { streams: { stream: string; failure?: { sentence: string } }[] }[];
    }>("sync");
    const failed = platforms.flatMap(({ streams }) => streams.filter(({ failure }) => failure));
    expect(failed.map(({ stream }) => stream)).toEqual(stopped);

    // The engine meets it too, and goes on.
    await scene.look("gumroad-sales-recent");
    const [matter, ...more] = await scene.matters();
    expect(more).toEqual([]);
    expect(matter?.sentence).toMatch(/^Gumroad's [a-z, ]+ have not been read since 2\d Nov 2026 \d\d:\d\d: /);
    expect(matter?.sentence.endsWith(`: ${sentence}`)).toBe(true);
    expect(matter?.fix).toContain(needsAccess ? "Connect it under Platforms." : "tried again by itself");
    const page = await scene.engine.page();
    expect(page).toContain(sentence.replaceAll('"', "&quot;").replaceAll("'", "&#39;"));
    expect(page).toContain("Not right");
    const listed = await scene.run("platforms");
    expect(times(listed.out, sentence)).toBe(1);
    expect(listed.out.match(/not readable since/g)).toHaveLength(stopped.length);
    const doctor = await scene.run("doctor");
    expect(doctor.code).toBe(1);
    expect(times(doctor.out, sentence)).toBe(1);

    // What was read before is there; a list that is not touched is read on.
    expect(await scene.sales()).toBe(known + (stopped.includes("sales") ? 0 : 1));

    scene.server.spoil = undefined;
    await scene.pass(6 * hourMs);
    expect(await scene.matters()).toEqual([]);
    expect(await scene.sales()).toBe(scene.twin.ledger().size);
    expect((await scene.run("doctor")).out).toMatch(/Platform gumroad +Mopul Studio \(gumroad\) was last read/);
  });

  it.each<readonly [string, RegExp, string, RegExp]>([
    ["prices are text", /"price":\d+/g, '"price":"12,5"', /price is "12,5"/],
    ["prices are no whole numbers", /"price":\d+/g, '"price":29.5', /price is "?29\.5/],
    ["days are no days", /"created_at":"[^"]*"/g, '"created_at":"yesterday"', /created_at is "yesterday"/],
  ])("keeps records aside that it cannot understand, until it can: %s", async (_, good, odd, reason) => {
    const known = await scene.sales();
    scene.twin.sell({});
    scene.server.spoil = (answer, path) =>
      path === "/v2/sales" ? { ...answer, body: answer.body.replaceAll(good, odd) } : answer;
    const synced = await scene.run("sync");
    expect(synced).toMatchObject({ code: 0, err: "" });
    expect(synced.out).toMatch(/sales: .*not understood/);
    expect(await scene.sales()).toBe(known);
    const [matter, ...more] = await scene.matters();
    expect(more).toEqual([]);
    expect(matter?.sentence).toMatch(
      /^\d+ records? of Gumroad (was|were) not understood and (is|are) not in the books\.$/,
    );
    expect((await scene.run("platforms", "show", "gumroad")).out).toMatch(reason);
    expect((await scene.run("doctor")).out).toMatch(/of the records of Mopul Studio were not understood/);
    scene.server.spoil = undefined;
    await scene.pass(25 * hourMs);
    expect(await scene.matters()).toEqual([]);
    expect(await scene.sales()).toBe(scene.twin.ledger().size);
    expect((await scene.run("platforms", "show", "gumroad")).out).toBe("Every record was understood.\n");
  });

  it("does not take a payout for money of a currency that is a number", async () => {
    const before = await scene.json("payouts", "list");
    scene.server.spoil = (answer, path) =>
      path.startsWith("/v2/payouts")
        ? { ...answer, body: answer.body.replaceAll(/"currency":"\w+"/g, '"currency":7') }
        : answer;
    const synced = await scene.run("sync");
    expect(synced).toMatchObject({ code: 0, err: "" });
    expect(synced.out).toMatch(/payouts: .*not understood/);
    expect((await scene.run("platforms", "show", "gumroad")).out).toMatch(/currency/);
    expect(await scene.json("payouts", "list")).toEqual(before);
    scene.server.spoil = undefined;
    await scene.pass(6 * hourMs);
    expect(await scene.matters()).toEqual([]);
  });

  it("says so on every side when the two clocks differ by hours, and no longer when they do not", async () => {
    scene.server.spoil = (answer) => ({
      ...answer,
      headers: { ...answer.headers, date: later(answer.headers, 3 * hourMs) },
    });
    const told = "This machine's clock is 3 hours behind";
    expect(await scene.run("sync")).toMatchObject({ code: 0, err: `Note: ${told} Gumroad's.\n` });
    expect((await scene.run("platforms")).out).toContain(`  ${told} Gumroad's.\n`);
    expect((await scene.matters()).map(({ sentence }) => sentence)).toEqual([`${told} Gumroad's.`]);
    expect(await scene.engine.page()).toContain("3 hours behind");
    expect((await scene.run("doctor")).out).toContain(`${told} that of gumroad.`);
    scene.server.spoil = undefined;
    await scene.pass(6 * hourMs);
    expect(await scene.matters()).toEqual([]);
    expect((await scene.run("doctor")).out).not.toContain("behind");
  });

  it("is read again with a new token when the old one is no longer good", async () => {
    const known = await scene.sales();
    scene.twin.changeToken("replace");
    scene.twin.sell({});
    expect(await scene.run("sync")).toMatchObject({ code: 1 });
    expect(await scene.run("connect", "gumroad")).toMatchObject({
      code: 1,
      out: "",
      err: "Gumroad refused the access token. Nothing was connected. Make a new one under Settings, Advanced, Applications, and connect Gumroad again.\n",
    });
    expect(await scene.sales()).toBe(known);
    const again = await scene.run("connect", "gumroad", "--token-file", tokenFile(scene));
    expect(again.out).toMatch(/^Gumroad is connected again: Mopul Studio\.\n/);
    await scene.pass(2_000);
    expect(await scene.matters()).toEqual([]);
    expect(await scene.sales()).toBe(scene.twin.ledger().size);
  });

  it("does not keep the inbox or the other work from going on", async () => {
    scene.server.spoil = () => "hang-up";
    const file = join(import.meta.dirname, "..", "fixtures", "csv", "gumroad", "sales-2025.csv");
    writeFileSync(join(scene.dataDir, "inbox", "sales.csv"), readFileSync(file));
    await scene.pass(hourMs);
    await vi.waitFor(async () => {
      await scene.pass(1_000);
      expect(existsSync(join(scene.dataDir, "inbox", "done", "sales.csv"))).toBe(true);
    }, 10_000);
    await scene.look("audit-checkpoint");
    const { runs } = await scene.json<{ runs: { result: string }[] }>("jobs", "history", "audit-checkpoint");
    expect(runs[0]).toMatchObject({ result: "done" });
    scene.server.spoil = undefined;
  });
});

function later(headers: Readonly<Record<string, string>>, ms: number): string {
  return new Date(Date.parse(headers["date"] ?? "") + ms).toUTCString();
}

/** The token in force, in a file of its own. */
function tokenFile({ dataDir, twin }: Scene): string {
  const path = join(dataDir, "..", "token");
  writeFileSync(path, `${twin.token}\n`, { mode: 0o600 });
  return path;
}
