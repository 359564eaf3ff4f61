import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "./support/command-line.ts";
import { temporaryFolder } from "./support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const run = (...args: readonly string[]) => cli(dataDir, args);

beforeAll(async () => {
  await cli(dataDir, ["init", "--currency", "USD", "--time-zone", "UTC"]);
});
afterAll(() => folder.remove());

describe("targets on the command line", () => {
  it("begin with the usual ones, become the owner's own, and can be switched off", async () => {
    const usual = JSON.parse((await run("targets", "show", "--json")).out);
    expect(usual.targets).toMatchObject([
      { currency: "USD", usual: true, month: { target: "10000.00", percentLikely: null }, day: { target: "333.33" } },
    ]);
    const set = await run("targets", "set", "kes", "--month", "250000");
    expect([set.code, set.out]).toEqual([0, expect.stringContaining("250,000.00 KES")]);
    expect(set.out).not.toContain("USD");
    expect((await run("targets", "off")).out).toBe("No target is set.\n");
    expect((await run("targets", "show")).out).toBe("No target is set.\n");
    const audit = await run("audit", "show", "--json");
    expect(audit.out).toContain("target.set");
  });

  it("refuse what is no amount with one sentence, and change nothing", async () => {
    const wrong = await run("targets", "set", "USD", "--month", "ten");
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('"ten" is no target for a month in USD');
    expect((await run("targets", "set", "XXX", "--month", "10")).err).toContain(
      '"XXX" is not a currency the books know.',
    );
    expect((await run("targets", "set", "USD", "--month", "-5")).err).toContain("it must be more than nothing");
    expect((await run("targets", "set", "USD")).err).toContain("Neither --month nor --day was given.");
    expect((await run("targets", "show")).out).toBe("No target is set.\n");
  });
});

describe("the daily report on the command line", () => {
  it("says three lines, one decision, and of each measure nobody supplies that it is not known", async () => {
    const text = (await run("report", "daily", "--fresh")).out;
    expect(text.split("\n").slice(0, 4)).toEqual([
      "Nothing is booked on 20 Nov 2026.",
      "No target is set.",
      "Nothing was wrong; nothing moved outside.",
      "To decide: nothing.",
    ]);
    expect(text).toContain("conversion: not known. No connected source tells how many people looked at what is sold.");
  });

  it("says how to get one where none was kept, and gives it as JSON", async () => {
    const none = await run("report", "daily");
    expect([none.code === 0, none.err]).toEqual([false, expect.stringContaining("No report was kept.")]);
    expect((await run("report", "daily", "--list")).out).toBe("No report was kept yet.\n");
    const made = JSON.parse((await run("report", "daily", "--fresh", "--day", "yesterday", "--json")).out);
    // Targets are those of the end of that day, when nobody had switched any off yet.
    expect(made.daily).toMatchObject({
      day: "2026-11-19",
      decision: null,
      targets: [{ currency: "USD", usual: true }],
    });
    expect(made.period).toEqual({ from: "2026-11-19", to: "2026-11-19" });
  });
});
