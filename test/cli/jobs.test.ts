import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { openForTest, temporaryFolder } from "../support/installation.ts";
import { json } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const shop = join(folder.path, "shop");

type Schedule = { name: string; cron: string; zone: string; state: string; changed: boolean; next: string | null };

beforeAll(async () => {
  await json(shop, ["init", "--currency", "USD", "--time-zone", "Africa/Nairobi"]);
});
afterAll(() => folder.remove());

const schedule = async (name: string): Promise<Schedule | undefined> =>
  (await json<{ schedules: Schedule[] }>(shop, ["jobs", "list"])).schedules.find((one) => one.name === name);

describe("millrace jobs", () => {
  it("lists what happens by itself before the engine ever ran, with times on the clocks of the books", async () => {
    const said = await cli(shop, ["jobs"], { columns: 200 });
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/^Name +What it does +When +Next +Last +Result\n/);
    expect(said.out).toMatch(/audit-checkpoint .* daily at 03:40 \(UTC\) +21 Nov 2026 06:40 +never\n/);
    expect(said.out).toMatch(/daily-report .* every hour at :05 +20 Nov 2026 12:05 +never\n/);
  });

  it("does work at once, and says that no engine did it; the history tells of it", async () => {
    const said = await cli(shop, ["jobs", "run", "daily-report"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/^No engine runs, so it was done here\. daily-report: done/);
    const shown = await cli(shop, ["jobs", "show", "daily-report"]);
    expect(shown.out).toMatch(/^daily-report: .*\nWhen +every hour at :05\nNext +20 Nov 2026 12:05\n/);
    expect(shown.out).toMatch(/\nMissed times +made up for once\nLast result +done/);
    expect(shown.out).toMatch(/\n20 Nov 2026 12:00 +0\.0 s +daily-report +1 +done/);
    const { runs } = await json<{ runs: unknown[] }>(shop, ["jobs", "history", "daily-report"]);
    expect(runs).toMatchObject([
      { schedule: "daily-report", attempt: 1, result: "done", began: "2026-11-20T09:00:00.000Z" },
    ]);
    const all = await cli(shop, ["jobs", "history", "--limit", "5"]);
    expect(all.out.trimEnd().split("\n")).toHaveLength(2);
  });

  it("leaves work to the engine where one runs", async () => {
    const engine = await openForTest(shop, { as: "engine" });
    try {
      const said = await cli(shop, ["jobs", "run", "audit-checkpoint"]);
      expect(said).toMatchObject({ code: 0, err: "" });
      expect(said.out).toMatch(/^audit-checkpoint is started; the engine does it in about a second\./);
      const again = await cli(shop, ["jobs", "run", "audit-checkpoint"]);
      expect(again.out).toMatch(/^audit-checkpoint waited already;/);
    } finally {
      await engine.close();
    }
    const { waiting } = await json<{ waiting: { id: string; kind: string }[] }>(shop, ["jobs", "waiting"]);
    expect(waiting).toMatchObject([{ kind: "audit-checkpoint", at: "2026-11-20T09:00:00.000Z" }]);
    const shown = await cli(shop, ["jobs", "waiting"]);
    expect(shown.out).toContain(waiting[0]?.id);
    const cancelled = await cli(shop, ["jobs", "cancel", waiting[0]?.id ?? ""]);
    expect(cancelled).toMatchObject({ code: 0, out: `Cancelled: job ${waiting[0]?.id}.\n` });
    expect((await cli(shop, ["jobs", "waiting"])).out).toBe("Nothing waits.\n");
    const gone = await cli(shop, ["jobs", "cancel", waiting[0]?.id ?? ""]);
    expect(gone.code).toBe(1);
    expect(gone.err).toMatch(/^No job .* waits or runs\. Nothing was changed\./);
  });

  it("pauses and resumes", async () => {
    expect(await cli(shop, ["jobs", "pause", "daily-report"])).toMatchObject({
      code: 0,
      out: "daily-report is paused.\n",
    });
    expect(await schedule("daily-report")).toMatchObject({ state: "paused", next: null });
    expect((await cli(shop, ["jobs", "list"], { columns: 200 })).out).toMatch(/daily-report .* paused /);
    const resumed = await cli(shop, ["jobs", "resume", "daily-report"]);
    expect(resumed.out).toBe("daily-report starts every hour at :05, next 20 Nov 2026 12:05 (Africa/Nairobi).\n");
  });

  it("changes when work starts, in the zone that is meant", async () => {
    const said = await cli(shop, [
      "jobs",
      "reschedule",
      "audit-checkpoint",
      "--cron",
      "30 7 * * *",
      "--zone",
      "Africa/Nairobi",
    ]);
    expect(said.out).toBe(
      "audit-checkpoint starts daily at 07:30 (Africa/Nairobi), next 21 Nov 2026 07:30 (Africa/Nairobi).\n",
    );
    await json(shop, ["jobs", "reschedule", "audit-checkpoint", "--zone", "UTC"]);
    expect(await schedule("audit-checkpoint")).toMatchObject({ cron: "30 7 * * *", zone: "UTC", changed: true });
    expect((await cli(shop, ["jobs", "show", "audit-checkpoint"])).out).toContain("as you changed it");
  });

  it.each<readonly [readonly string[], 1 | 2, RegExp]>([
    [["reschedule", "daily-report"], 2, /^Nothing says when it should start\./],
    [
      ["reschedule", "daily-report", "--cron", "soon"],
      2,
      /^"soon" does not say when\. Nothing was changed\. Write five fields/,
    ],
    [["reschedule", "daily-report", "--zone", "Mars/Base"], 2, /^"Mars\/Base" is not a time zone known here\./],
    [["reschedule", "x", "--cron", "@daily"], 1, /^There is no schedule "x"\./],
    [["pause", "x"], 1, /^There is no schedule "x"\. Nothing was changed\. `millrace jobs list` shows their names\./],
    [["resume", "x"], 1, /^There is no schedule "x"\./],
    [["show", "x"], 1, /^There is no schedule "x"\./],
    [["run", "x"], 1, /^There is no schedule "x"\./],
    [["history", "x"], 1, /^There is no schedule "x"\./],
    [["history", "--limit", "0"], 2, /^--limit must be a whole number from 1 to 10000/],
  ])("refuses `jobs %j` in one sentence", async (args, code, sentence) => {
    const said = await cli(shop, ["jobs", ...args]);
    expect(said).toMatchObject({ code, out: "" });
    expect(said.err).toMatch(sentence);
  });

  it("explains each word with an example", async () => {
    for (const verb of ["list", "show", "history", "waiting", "run", "pause", "resume", "reschedule", "cancel"]) {
      const help = await cli(shop, ["jobs", verb, "--help"]);
      expect(help).toMatchObject({ code: 0 });
      expect(help.out).toContain("Examples:");
    }
  });
});
