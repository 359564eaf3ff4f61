import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");

beforeAll(async () => {
  const made = await cli(dataDir, ["init", "--currency", "GBP", "--time-zone", "Europe/London"]);
  expect(made.code).toBe(0);
  writeFileSync(join(folder.path, "empty.csv"), "");
  writeFileSync(join(folder.path, "words.txt"), "no table at all\njust words\n");
  writeFileSync(join(folder.path, "strange.csv"), "foo,bar\n1,2\n");
  writeFileSync(join(folder.path, "no-currency.csv"), "Order ID,Date,Amount\n1,2026-01-05,10.00\n");
  writeFileSync(join(folder.path, "cut.csv.gz"), Buffer.from("1f8b0800000000000003", "hex"));
  writeFileSync(join(folder.path, "bad.json"), "{ not json");
  writeFileSync(join(folder.path, "bad-columns.json"), '{"source":"x","columns":{"at":"Date"}}');
  mkdirSync(join(folder.path, "a-folder"));
});
afterAll(() => folder.remove());

/** What is typed, the exit code, and what the one sentence must tell. */
const cases: readonly (readonly [line: string, code: 1 | 2, told: RegExp])[] = [
  // Words that no command has.
  ["imprt", 2, /no command "imprt".*import/],
  ["zzzz", 2, /no command "zzzz"/],
  ["help imprt", 2, /no command "imprt".*import/],
  ["sales lst", 2, /no command "lst".*list/],
  ["sales", 2, /word missing/],
  ["books", 2, /word missing/],
  ["report --jsn", 2, /no option --jsn.*--json/],
  ["report --by", 2, /--by .*needs a value/],
  ["import", 2, /The file is missing/],
  ["report now", 2, /more words/],
  ["sales show", 2, /The id is missing/],
  ["sales show a b", 2, /more words/],
  // Periods.
  ["report --day 2026-02-30", 2, /no day 2026-02-30/],
  ["report --day 30.02.2026", 2, /"30.02.2026" is not a day.*2026-02-28/],
  ["report --day 1066-10-14", 2, /before 1990/],
  ["report --month 2026-13", 2, /"2026-13" is not a month/],
  ["report --month November", 2, /"November" is not a month/],
  ["report --from 2026-03-01 --to 2026-02-01", 2, /begins on 2026-03-01, after its end/],
  ["report --from soon", 2, /"soon" is not a day/],
  ["report --day today --month", 2, /cannot be given together/],
  ["report --day --from 2026-01-01", 2, /cannot be given together/],
  ["report --stored --day", 2, /--stored names its day/],
  ["report --stored 2026-01-01", 1, /No report of 1 Jan 2026 was kept/],
  ["report --by colour", 2, /--by does not take "colour".*source/],
  ["report --book other", 2, /no books called "other"/],
  ["report --book mian", 2, /no books called "mian".*main/],
  ["report --save no-such-folder/report.json", 1, /could not be written/],
  // Files.
  ["import nowhere.csv", 1, /nowhere\.csv does not exist/],
  ["import a-folder", 1, /a-folder is a folder/],
  ["import empty.csv", 1, /empty\.csv.*empty/],
  ["import words.txt", 1, /words\.txt.*header/],
  ["import strange.csv", 1, /layout is not known.*foo, bar/],
  ["import no-currency.csv", 1, /no-currency\.csv.*currency.*--currency/],
  ["import cut.csv.gz", 1, /cut\.csv\.gz/],
  ["import empty.csv --as nothing", 2, /no file layout "nothing".*gumroad-sales/],
  ["import empty.csv --currency XYZ", 2, /"XYZ" is not a currency/],
  ["import empty.csv --currency usd", 2, /"usd" is not a currency.*USD/],
  ["import empty.csv --time-zone Mars/Base", 2, /"Mars\/Base" is not a time zone/],
  ["import empty.csv --source BigShop", 2, /"BigShop" cannot be the name of a source/],
  ["import empty.csv --mapping none.json", 1, /mapping file none\.json does not exist/],
  ["import empty.csv --mapping a-folder", 1, /a-folder is a folder/],
  ["import empty.csv --mapping bad.json", 1, /not valid JSON/],
  ["import empty.csv --mapping bad-columns.json", 1, /columns\.amount or columns\.unitPrice is missing/],
  ["import empty.csv --mapping bad.json --as generic", 2, /cannot be given together/],
  // Lists.
  ["sales list --status paid", 2, /"paid" is no status.*completed/],
  ["sales list --limit 0", 2, /--limit must be a whole number/],
  ["sales list --limit ten", 2, /not "ten"/],
  ["sales list --all --limit 5", 2, /cannot be given together/],
  ["sales list --currency EURO", 2, /"EURO" is not a currency/],
  ["sales list --from 2026-05-02 --to 2026-05-01", 2, /after its end/],
  ["sales show nobody", 1, /Nothing is known of "nobody"/],
  ["payouts show stripe/payout/none", 1, /Nothing is known/],
  ["imports refused 99", 1, /no import number 99/],
  ["imports refused first", 2, /must be a whole number/],
  // Books.
  ["books export", 2, /--format.* is needed/],
  ["books export --format xml", 2, /--format does not take "xml".*hledger/],
  ["books export --format csv --out a-folder", 1, /folder|exists/],
  ["books export --format csv --out strange.csv", 1, /exists already.*--force/],
  ["books export --format csv --out none/there.csv", 1, /folder does not exist/],
  ["books add Shop!", 2, /"Shop!" cannot be the short name/],
  ["books add main", 1, /books called "main" already/],
  ["books add second --currency ZZZ", 2, /"ZZZ" is not a currency/],
  ["books add second --time-zone Nowhere", 2, /"Nowhere" is not a time zone/],
  ["init --currency pounds", 2, /"pounds" is not a currency/],
];

describe("the command line refuses what it cannot do", () => {
  it.each(cases)("millrace %s", async (line, code, told) => {
    const said = await cli(dataDir, line.split(" "), { workingDir: folder.path });
    expect(said.err).toMatch(told);
    expect(said.code).toBe(code);
    // One paragraph, no stack, no secret names of ours.
    expect(said.err.trimEnd().split("\n")).toHaveLength(1);
    expect(said.err).not.toMatch(/ at .*\.ts|Error:|undefined|\[object/);
    expect(said.out).toBe("");
  });

  it("gives the same refusal to scripts as JSON", async () => {
    const said = await cli(dataDir, ["report", "--json", "--book", "other"]);
    expect(said.code).toBe(2);
    expect(JSON.parse(said.out)).toMatchObject({ error: { code: "unknown-book" } });
  });

  it("says where to begin when there are no books, and makes none by asking", async () => {
    const elsewhere = join(folder.path, "nothing-here");
    const said = await cli(elsewhere, ["report"]);
    expect(said).toMatchObject({ code: 1, out: "" });
    expect(said.err).toMatch(/no books in .*nothing-here yet.*millrace init/);
    const again = await cli(elsewhere, ["sales", "list"]);
    expect(again.err).toMatch(/millrace init/);
  });

  it("tells every mistake in the configuration on a line of its own", async () => {
    const said = await cli(dataDir, ["report"], { variables: { MILLRACE_PORT: "many", MILLRACE_LOG_LEVEL: "loud" } });
    expect(said.code).toBe(2);
    expect(said.err.trimEnd().split("\n")).toHaveLength(2);
    expect(said.err).toMatch(/MILLRACE_PORT must be/);
    expect(said.err).toMatch(/MILLRACE_LOG_LEVEL must be/);
  });
});
