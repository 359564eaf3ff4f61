import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { hasOnlineRetail, onlineRetail, skip } from "../support/online-retail.ts";

const hasHledger = spawnSync("hledger", ["--version"]).status === 0;

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const importArgs = ["import", onlineRetail, "--currency", "GBP", "--json"];

/** By month: sales, cancellations, adjustments, net, as exact sums of lines rounded to the penny. */
const months: readonly (readonly [month: string, gross: string, refunded: string, adjustments: string, net: string])[] =
  [
    ["2010-12", "823746.14", "74789.12", "0.00", "748957.02"],
    ["2011-01", "691364.56", "131364.30", "0.00", "560000.26"],
    ["2011-02", "523631.89", "25569.24", "0.00", "498062.65"],
    ["2011-03", "717639.36", "34372.28", "0.00", "683267.08"],
    ["2011-04", "537808.62", "44601.50", "0.00", "493207.12"],
    ["2011-05", "770536.02", "47202.51", "0.00", "723333.51"],
    ["2011-06", "761739.90", "70616.78", "0.00", "691123.12"],
    ["2011-07", "719221.19", "37921.08", "0.00", "681300.11"],
    ["2011-08", "748076.32", "54333.75", "-11062.06", "682680.51"],
    ["2011-09", "1058590.17", "38902.55", "0.00", "1019687.62"],
    ["2011-10", "1154979.30", "84274.63", "0.00", "1070704.67"],
    ["2011-11", "1509496.33", "47740.08", "0.00", "1461756.25"],
    ["2011-12", "638792.68", "205124.67", "0.00", "433668.01"],
  ];

const json = async (...args: string[]) => JSON.parse((await cli(dataDir, [...args, "--json"])).out);

describe.skipIf(!hasOnlineRetail)(`half a million real invoice lines${skip()}`, () => {
  beforeAll(async () => {
    await cli(dataDir, ["init", "--currency", "GBP", "--time-zone", "Europe/London"]);
  });
  afterAll(() => folder.remove());

  it("are imported to the penny", { timeout: 180_000 }, async () => {
    const said = await cli(dataDir, importArgs);
    expect(said.code).toBe(0);
    const [imported] = JSON.parse(said.out).files;
    expect(imported.rows).toEqual({ read: 541_909, booked: 541_909, known: 0, refused: 0 });
    expect(imported.objects.added).toEqual({ sale: 25_900 });
  });

  it("add up to what is known of them, in all and by month, with the residue shown", async () => {
    const report = await json("report", "--by", "month");
    expect(report.period).toEqual({ from: "2010-12-01", to: "2011-12-09" });
    expect(report.totals).toMatchObject([
      {
        currency: "GBP",
        gross: "10655622.48",
        refunded: "896812.49",
        adjustments: "-11062.06",
        net: "9747747.93",
        residue: "0.004",
      },
    ]);
    const lines = report.lines.map(({ key, figures: [f] }: { key: string; figures: Record<string, string>[] }) => [
      key,
      f?.["gross"],
      f?.["refunded"],
      f?.["adjustments"],
      f?.["net"],
    ]);
    expect(lines).toEqual(months);
  });

  it("add up the same by product and by country", async () => {
    const net = async (by: string): Promise<bigint> => {
      const { lines } = await json("report", "--by", by);
      return lines.reduce(
        (sum: bigint, line: { figures: { net: string }[] }) => sum + BigInt(line.figures[0]?.net.replace(".", "") ?? 0),
        0n,
      );
    };
    expect(await net("product")).toBe(974_774_793n);
    expect(await net("country")).toBe(974_774_793n);
  });

  it("change nothing when they are imported again", async () => {
    const before = await json("report");
    const again = JSON.parse((await cli(dataDir, importArgs)).out).files[0];
    expect(again).toMatchObject({ seenBefore: true, rows: { booked: 0, known: 541_909 } });
    expect((await json("report")).totals).toEqual(before.totals);
  });

  it("leave books that are sound, and that another program reads the same", { timeout: 60_000 }, async () => {
    expect((await json("books", "check")).sound).toBe(true);
    const journal = join(folder.path, "books.journal");
    expect((await cli(dataDir, ["books", "export", "--format", "hledger", "--out", journal])).code).toBe(0);
    if (!hasHledger) return;
    expect(spawnSync("hledger", ["-f", journal, "check", "--strict"], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    const balance = spawnSync("hledger", ["-f", journal, "balance", "assets:platform:online-retail", "--no-elide"], {
      encoding: "utf8",
    });
    expect(balance.stdout).toContain("9747747.93");
  });
});
