import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "csv");
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const platforms = ["etsy", "gumroad", "kofi", "lemonsqueezy", "mpesa", "paypal", "shopify", "stripe"];
const files = platforms.flatMap((name) =>
  readdirSync(join(fixtures, name))
    .filter((file) => file.endsWith(".csv"))
    .map((file) => join(fixtures, name, file)),
);

const text = async (...args: string[]): Promise<string> => {
  const said = await cli(dataDir, args, { columns: 140 });
  expect(said.err).toBe("");
  expect(said.code).toBe(0);
  return said.out;
};
const json = async (...args: string[]) => JSON.parse(await text(...args, "--json"));

beforeAll(async () => {
  await cli(dataDir, ["init", "--currency", "USD", "--time-zone", "Africa/Nairobi"]);
});
afterAll(() => folder.remove());

describe("a seller with many shops", () => {
  it("brings everything in with one line, each layout recognised, every row accounted for", async () => {
    const said = await cli(dataDir, ["import", ...files, "--json"]);
    expect(said.code).toBe(0);
    const imported = JSON.parse(said.out).files;
    expect(imported).toHaveLength(files.length);
    for (const { rows, source, file } of imported) {
      expect([file, rows.booked + rows.known + rows.refused]).toEqual([file, rows.read]);
      expect(file).toContain(`/${source}/`);
    }
  });

  it("keeps currencies apart in every sum", async () => {
    const report = await json("report");
    const currencies = report.totals.map(({ currency }: { currency: string }) => currency);
    expect(currencies).toEqual(["EUR", "GBP", "JPY", "KES", "USD"]);
    const shown = await text("report");
    expect(shown.split("\n")[0]).toMatch(/ EUR and .* GBP and .* JPY and .* KES and .* USD\.$/);
    for (const { currency, net } of report.totals) {
      const lines = report.lines
        .flatMap((line: { figures: { currency: string; net: string }[] }) => line.figures)
        .filter((f: { currency: string }) => f.currency === currency);
      const sum = lines.reduce((all: bigint, f: { net: string }) => all + BigInt(f.net.replace(".", "")), 0n);
      expect(sum).toBe(BigInt(net.replace(".", "")));
    }
  });

  it("groups by anything, in text and in JSON", async () => {
    for (const by of ["source", "product", "country", "currency", "day", "month"]) {
      const report = await json("report", "--by", by);
      expect(report.grouping).toBe(by);
      expect(report.lines.length).toBeGreaterThan(3);
      expect((await text("report", "--by", by)).toLowerCase()).toContain(`\n${by}`);
    }
    const short = await text("report", "--by", "product", "--limit", "2");
    expect(short).toMatch(/\n\d+ others /);
  });

  it("lists payouts and tells one's story", async () => {
    const { payouts } = await json("payouts", "list");
    expect(payouts.length).toBeGreaterThan(4);
    const po = payouts.find(({ key }: { key: string }) => key === "stripe/payout/po_A2");
    expect(po).toMatchObject({ source: "stripe", status: "completed", currency: "USD", amount: "50.00" });
    expect(await text("payouts")).toMatch(/stripe {2,}po_A2\n/);
    expect(await text("payouts", "show", "stripe/payout/po_A2")).toContain("assets:transit:stripe:main");
    expect((await json("payouts", "show", "stripe/payout/po_A2")).known.amount).toBe("50.00");
  });

  it("lists what was imported", async () => {
    const shown = await text("imports");
    expect(shown.split("\n")).toHaveLength(files.length + 2);
    expect(shown).toContain("whole");
    expect(await text("imports", "refused", "1")).toMatch(/^No row of .* was refused\.\n$/);
  });

  it("shows sales with price, fees and country where the terminal is wide", async () => {
    const shown = await text("sales", "list", "--source", "gumroad", "--country", "Spain");
    expect(shown).toMatch(/^When\s+Product\s+Source\s+Country\s+Price\s+Fees\s+Earned\s+Status\s+Id\n/);
    expect(shown).toContain(" ES ");
    const incomplete = await text("sales", "list", "--status", "incomplete");
    expect(incomplete).toContain("–");
    expect(incomplete).toContain("earned nothing yet");
    const byText = await json("sales", "list", "--text", "PLANNER", "--all");
    expect(byText.sales.length).toBeGreaterThan(1);
  });

  it("says why a sale is not booked yet", async () => {
    const { sales } = await json("sales", "list", "--status", "incomplete", "--limit", "1");
    const story = await text("sales", "show", sales[0].key);
    expect(story).toMatch(/Not booked yet: .+\./);
    expect(story).toContain("Booked\n  Nothing.\n");
    expect(await text("sales", "show", sales[0].key, "--show-buyer")).toContain("Not named by any source.");
  });

  it("shows balances, and that the books are sound", async () => {
    const accounts = await text("books", "accounts", "--under", "assets:platform:");
    expect(accounts).toContain("assets:platform:mpesa:main:balance");
    expect(await text("books", "accounts", "--under", "assets:none")).toBe("There is no such account.\n");
    const check = await text("books", "check");
    expect(check).toContain("The books are sound");
    expect(check).toContain("Not finished, and not wrong:");
    expect(await text("books", "rebuild")).toMatch(/derived anew; nothing differed\.\n$/);
    expect(await text("books", "list")).toContain("Africa/Nairobi");
  });

  it("saves a report as a file that is the same as the JSON", async () => {
    const said = await cli(dataDir, ["report", "--json", "--save", "report.json"], { workingDir: folder.path });
    expect(said.err).toBe("Saved as report.json.\n");
    expect(JSON.parse(readFileSync(join(folder.path, "report.json"), "utf8"))).toEqual(JSON.parse(said.out));
  });

  it("tells the whole record of what was done", async () => {
    const shown = await text("audit", "show", "--limit", "200");
    for (const action of ["import.start", "import.end", "ledger.post", "buyer.show"]) expect(shown).toContain(action);
    const { entries } = await json("audit", "show", "--from", "1", "--limit", "1");
    expect(entries).toHaveLength(1);
    expect(entries[0].entry).toBe(1);
  });
});
