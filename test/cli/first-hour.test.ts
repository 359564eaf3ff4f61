import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures", "csv");
const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const gumroad = join(folder.path, "gumroad.csv");

const json = async (...args: string[]) => {
  const said = await cli(dataDir, [...args, "--json"]);
  expect(said.err).toBe("");
  expect(said.code).toBe(0);
  return JSON.parse(said.out);
};

beforeAll(() => copyFileSync(join(fixtures, "gumroad", "sales-2025.csv"), gumroad));
afterAll(() => folder.remove());

describe("a seller's first hour", () => {
  it("begins with a data directory of one's own and a key to keep", async () => {
    const said = await cli(dataDir, ["init", "--name", "Savanna Icons", "--currency", "USD"]);
    expect(said.code).toBe(0);
    expect(said.out).toContain(`Your books are in ${dataDir}, encrypted.`);
    expect(said.out).toContain(`The encryption key is ${join(dataDir, "millrace.key")}.`);
    expect(said.out).toContain("there is no other way in");
    expect(said.out).toContain("days of Africa/Nairobi");
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, "millrace.key")).mode & 0o077).toBe(0);
    const key = readFileSync(join(dataDir, "millrace.key"), "utf8");
    const again = await cli(dataDir, ["init"]);
    expect(again).toMatchObject({ code: 0, out: `There are books in ${dataDir} already; nothing was changed.\n` });
    expect(readFileSync(join(dataDir, "millrace.key"), "utf8")).toBe(key);
  });

  it("lets the settings be changed while nothing has been imported", async () => {
    const fresh = join(folder.path, "settings");
    await cli(fresh, ["init"]);
    const changed = await cli(fresh, ["init", "--currency", "KES", "--time-zone", "UTC"]);
    expect(changed.out).toContain("home currency KES, days of UTC");
    await cli(fresh, ["import", gumroad]);
    const refused = await cli(fresh, ["init", "--currency", "USD"]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("hold imports already");
    expect((await cli(fresh, ["init", "--name", "Another name"])).out).toContain("those of Another name");
  });

  it("shows what would be booked, and books nothing", async () => {
    const said = await cli(dataDir, ["import", gumroad, "--dry-run"]);
    expect(said.code).toBe(0);
    expect(said.out).toContain("gumroad.csv: 6 rows = 6 would be booked + 0 already known + 0 refused");
    expect(said.out).toContain("This was a rehearsal: nothing was booked.");
    expect((await json("imports", "list")).imports).toEqual([]);
    expect((await json("sales", "list")).sales).toEqual([]);
    expect((await json("report")).totals).toEqual([]);
  });

  it("books a file once, however often it is imported", async () => {
    const first = await json("import", gumroad);
    expect(first.files[0]).toMatchObject({
      fileName: "gumroad.csv",
      profile: "gumroad-sales",
      source: "gumroad",
      state: "done",
      seenBefore: false,
      rows: { read: 6, booked: 6, known: 0, refused: 0 },
      leftOut: { totals: 1 },
      figures: [{ currency: "USD", sales: 6, gross: "181.90", refunded: "38.50", net: "113.13" }],
    });
    const report = await json("report");
    const second = await json("import", gumroad);
    expect(second.files[0]).toMatchObject({ seenBefore: true, rows: { read: 6, booked: 0, known: 6, refused: 0 } });
    expect((await json("report")).totals).toEqual(report.totals);
  });

  it("reads only as much as the reader takes in as one sentence, then the table", async () => {
    const said = await cli(dataDir, ["report", "--month", "2026-11"]);
    const [headline] = said.out.split("\n");
    expect(headline).toMatch(/^Earned in November 2026: 113\.13 USD\.$/);
    expect(said.out).toContain("Refunds  2  −38.50");
    expect(said.out.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(said.out).not.toContain("\u001b");
  });

  it("says at least where something was not read, and why", async () => {
    const said = await cli(dataDir, ["report", "--month", "2026-11"], {
      clock: fixedClock(commandTime + 20 * 86_400_000),
    });
    expect(said.out).toMatch(/At least.*\n {2}gumroad: /);
    expect(said.out).not.toMatch(/\dT\d\d:/);
  });

  it("lists sales by what is asked for", async () => {
    const all = await json("sales", "list", "--all");
    expect(all.sales).toHaveLength(6);
    expect(all.more).toBe(false);
    const two = await json("sales", "list", "--limit", "2");
    expect(two).toMatchObject({ more: true });
    expect(two.sales.map((sale: { id: string }) => sale.id)).toEqual(
      all.sales.slice(0, 2).map((sale: { id: string }) => sale.id),
    );
    const refunded = await json("sales", "list", "--status", "refunded");
    expect(refunded.sales.length).toBeGreaterThan(0);
    expect(refunded.sales.every((sale: { status: string }) => sale.status === "refunded")).toBe(true);
    const day = all.sales[0].day;
    const sameDay = await json("sales", "list", "--from", day, "--to", day);
    expect(sameDay.sales.every((sale: { day: string }) => sale.day === day)).toBe(true);
    const text = await cli(dataDir, ["sales", "list"]);
    expect(text.out).toContain("6 in all, earned 113.13 USD.");
    const none = await cli(dataDir, ["sales", "list", "--source", "etsy"]);
    expect(none.out).toBe("No sale fits.\n");
  });

  it("tells one sale's story from the row to the books, with the buyer hidden until asked for", async () => {
    const { sales } = await json("sales", "list", "--limit", "1");
    const hidden = await cli(dataDir, ["sales", "show", sales[0].id]);
    for (const part of ["Seen", "Known", "Booked", "gumroad.csv, line", "income:sales:gumroad"])
      expect(hidden.out).toContain(part);
    expect(hidden.out).not.toMatch(/@/);
    const story = await json("sales", "show", sales[0].key);
    expect(story.booked[0].transfers[0].amount).toMatch(/^\d+\.\d\d$/);
    expect(JSON.stringify(story)).not.toMatch(/@/);
    const before = (await json("audit", "show")).total;
    const shown = await cli(dataDir, ["sales", "show", sales[0].id, "--show-buyer"]);
    expect(shown.out).toMatch(/Buyer\n.*\n? {2}\S+@\S+/);
    const { entries, total } = await json("audit", "show");
    expect(total).toBe(before + 1);
    expect(entries.at(-1)).toMatchObject({ action: "buyer.show", actor: "owner", about: { object: sales[0].key } });
  });

  it("keeps several businesses apart", async () => {
    expect(
      (await cli(dataDir, ["books", "add", "second", "--currency", "EUR", "--time-zone", "Europe/Berlin"])).code,
    ).toBe(0);
    expect((await json("books", "list")).books).toMatchObject([
      { slug: "main" },
      { slug: "second", homeCurrency: "EUR" },
    ]);
    const there = await json("import", gumroad, "--book", "second");
    expect(there.files[0].rows).toMatchObject({ booked: 6 });
    expect((await json("report", "--book", "second")).timeZone).toBe("Europe/Berlin");
    expect((await json("report")).totals[0].net).toBe("113.13");
  });

  it("proves its books, and makes them anew without a difference", async () => {
    const check = await cli(dataDir, ["books", "check"]);
    expect(check.code).toBe(0);
    expect(check.out).toMatch(/^The books are sound: /);
    const rebuilt = await json("books", "rebuild");
    expect(rebuilt).toMatchObject({ changed: [], balances: [] });
    const accounts = await json("books", "accounts", "--under", "income:");
    expect(accounts.accounts.every(({ account }: { account: string }) => account.startsWith("income:"))).toBe(true);
  });

  it("exports them for other programs, to the terminal or to a new file", async () => {
    const shown = await cli(dataDir, ["books", "export", "--format", "csv"]);
    expect(shown.out.split("\n")[0]).toMatch(/^seq,txn,/);
    for (const format of ["hledger", "beancount", "csv", "jsonl"]) {
      const out = join(folder.path, `books.${format}`);
      const said = await cli(dataDir, ["books", "export", "--format", format, "--out", out]);
      expect(said.code).toBe(0);
      expect(statSync(out).size).toBeGreaterThan(500);
      expect((await cli(dataDir, ["books", "export", "--format", format, "--out", out])).err).toContain(
        "exists already",
      );
    }
  });

  it("understands a file by a mapping, and says what it understood", async () => {
    const file = join(folder.path, "stall.csv");
    writeFileSync(file, "Slip;When;What;Paid\n7;05.01.2026;Mug;1.234,50\n8;06.01.2026;Mug;x\n");
    const mapping = join(folder.path, "stall.json");
    const columns = { id: "Slip", at: "When", productName: "What", amount: "Paid" };
    writeFileSync(
      mapping,
      JSON.stringify({ source: "market-stall", columns, timeFormat: "dmy", decimal: ",", currency: "EUR" }),
    );
    const said = await cli(dataDir, ["import", file, "--mapping", mapping]);
    expect(said.code).toBe(0);
    expect(said.out).toContain("stall.csv: 2 rows = 1 booked + 0 already known + 1 refused");
    expect(said.out).toContain('"Slip" is the id of the sale.');
    expect(said.out).toContain("1,234.50");
    const number = (await json("imports", "list")).imports.at(-1).id;
    const refused = await json("imports", "refused", number);
    expect(refused.refused).toMatchObject([{ line: 3 }]);
    expect(refused.refused[0].cells).toBeUndefined();
    const shown = await json("imports", "refused", number, "--show-rows");
    expect(shown.refused[0].cells).toEqual(["8", "06.01.2026", "Mug", "x"]);
  });

  it("imports several files and goes on behind one that cannot be read", async () => {
    const said = await cli(dataDir, ["import", join(folder.path, "missing.csv"), gumroad]);
    expect(said.code).toBe(1);
    expect(said.err).toContain("missing.csv does not exist");
    expect(said.out).toContain("gumroad.csv: imported before, nothing changed.");
  });

  it("makes the books by itself when a file is imported first, and says so on the other stream", async () => {
    const fresh = join(folder.path, "fresh");
    const said = await cli(fresh, ["import", gumroad, "--json"]);
    expect(said.code).toBe(0);
    expect(said.err).toContain(`There were no books yet, so they were made in ${fresh}`);
    expect(JSON.parse(said.out).files[0].rows.booked).toBe(6);
    expect(existsSync(join(fresh, "millrace.key"))).toBe(true);
  });

  it("stops behind the commit that is under way when asked to, and goes on from there", async () => {
    const fresh = join(folder.path, "stopped");
    const rows = Array.from({ length: 2_000 }, (_, i) => `S${i},2026-01-05,1.00\n`);
    const file = join(folder.path, "many.csv");
    writeFileSync(file, `Order ID,Date,Amount\n${rows.join("")}`);
    await cli(fresh, ["init"]);
    const stop = new AbortController();
    stop.abort();
    const said = await cli(fresh, ["import", file, "--currency", "USD"], { stop: stop.signal });
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/was stopped behind line \d+\. Everything up to there is booked\..*goes on from there/);
    const again = await cli(fresh, ["import", file, "--currency", "USD", "--json"]);
    expect(JSON.parse(again.out).files[0]).toMatchObject({ resumed: true, rows: { read: 2_000, booked: 2_000 } });
  });

  it("shows how far it is on one line of a terminal, and takes the line away", async () => {
    const fresh = join(folder.path, "terminal");
    const said = await cli(fresh, ["import", join(folder.path, "many.csv"), "--currency", "USD"], { terminal: true });
    const clearLine = "\r\u001b[2K";
    const drawn = said.err.split(clearLine);
    expect(drawn[1]).toMatch(/many\.csv: [\d,]+ rows · \d+%/);
    expect(drawn.at(-1)).toBe("");
    expect(said.out).toContain("\u001b[1m");
  });
});
