import { describe, expect, it } from "vitest";
import type { SaleSighting } from "../src/domain/facts/sighting.ts";
import { buildReport } from "../src/insight/report/build-report.ts";
import { completenessInWords, hasAny, headline } from "../src/insight/report/in-words.ts";
import type { Figures, Grouping, Period, Report } from "../src/insight/report/report.ts";
import { openFile } from "../src/intake/import/open-file.ts";
import { runImport } from "../src/intake/import/run-import.ts";
import { openTestBooks, type TestBooks } from "../src/intake/testing/books.ts";
import { csvFile, shopProfile } from "../src/intake/testing/csv-file.ts";
import { saleOf, see } from "../src/intake/testing/looks.ts";

const june: Period = { from: "2026-06-01", to: "2026-06-30" };
const july = Date.UTC(2026, 6, 10);
const at = (day: number): number => Date.UTC(2026, 5, day, 12);
const pen = { id: "pen", name: "Pen" };
const cap = { id: "cap", name: "Cap" };
const line = (product: typeof pen, units: bigint) => ({
  product,
  quantity: { units: 1n, scale: 0 },
  amount: { units, scale: 3 },
  identity: product.id,
});

async function booksWith(...sales: readonly Partial<SaleSighting>[]): Promise<TestBooks> {
  const books = await openTestBooks();
  for (const sale of sales) await see(books, saleOf(sale));
  return books;
}

const report = (books: TestBooks, grouping: Grouping, period = june, now = july): Promise<Report> =>
  buildReport(books.store, books.book, period, grouping, now);

/** `name: USD 10.00, JPY 500` for each line. */
async function lines(books: TestBooks, grouping: Grouping): Promise<readonly string[]> {
  const made = await report(books, grouping);
  return made.lines.map(({ name, figures }) => `${name}: ${netsOf(figures)}`);
}

function netsOf(figures: readonly Figures[]): string {
  return figures.map((f) => `${f.currency} ${f.net}`).join(", ");
}

describe("a report", () => {
  it("adds up days of the book's zone, both ends included, and nothing else", async () => {
    const books = await booksWith(
      { id: "may", at: Date.UTC(2026, 4, 31, 22, 59) },
      { id: "first", at: Date.UTC(2026, 4, 31, 23, 0) },
      { id: "last", at: Date.UTC(2026, 5, 30, 22, 59) },
      { id: "july", at: Date.UTC(2026, 5, 30, 23, 0) },
    );
    const made = await report(books, "day");
    expect(made.lines.map(({ key, figures }) => `${key} ${netsOf(figures)}`)).toEqual([
      "2026-06-01 USD 100.00",
      "2026-06-30 USD 100.00",
    ]);
    expect(made.totals).toMatchObject([{ currency: "USD", sales: 2, gross: "200.00", net: "200.00", residue: "0" }]);
  });

  it("groups by month in order of time, whatever each brought", async () => {
    const books = await booksWith(
      { id: "a", at: at(1), gross: 1n },
      { id: "b", at: Date.UTC(2026, 4, 2), gross: 900n },
    );
    const made = await report(books, "month", { from: "2026-05-01", to: "2026-06-30" });
    expect(made.lines.map(({ key, figures }) => `${key} ${netsOf(figures)}`)).toEqual([
      "2026-05 USD 9.00",
      "2026-06 USD 0.01",
    ]);
  });

  it("lists products by what they brought, the same name order for equals, and names what has none", async () => {
    const books = await booksWith(
      { id: "a", product: pen, gross: 500n },
      { id: "b", product: cap, gross: 700n },
      { id: "c", product: { id: "bag", name: "Bag" }, gross: 500n },
      { id: "d", gross: 100n },
    );
    expect(await lines(books, "product")).toEqual([
      "Cap: USD 7.00",
      "Bag: USD 5.00",
      "Pen: USD 5.00",
      "no product named: USD 1.00",
    ]);
  });

  it("calls a product by its id when its name was lost, also one whose id ends in a slash", async () => {
    const books = await booksWith({ product: { id: "a/b/", name: "Pen" } });
    await books.store.q.deleteFrom("product").execute();
    expect(await lines(books, "product")).toEqual(["a/b/: USD 100.00"]);
  });

  it("counts a document of two products once in all, with each of them, and to the cent", async () => {
    const books = await openTestBooks();
    const { gross: _, ...unsaid } = saleOf();
    await see(books, { ...unsaid, lines: [line(pen, 1_005n), line(cap, 2_005n)] });
    const made = await report(books, "product");
    expect(made.lines.map(({ name, figures }) => `${name} ${figures[0]?.sales} ${figures[0]?.gross}`)).toEqual([
      "Cap 1 2.00",
      "Pen 1 1.01",
    ]);
    expect(made.totals).toMatchObject([{ sales: 1, gross: "3.01", residue: "0" }]);
  });

  it("keeps currencies apart, each in its own decimals, and shows what rounding left over", async () => {
    const books = await booksWith({ id: "a", currency: "JPY", gross: 500n }, { id: "b" });
    const { gross: _, ...unsaid } = saleOf({ id: "c" });
    await see(books, { ...unsaid, lines: [line(pen, 1_004n)] });
    const made = await report(books, "currency");
    expect(made.lines.map(({ key }) => key)).toEqual(["USD", "JPY"]);
    expect(made.totals.map((f) => [f.currency, f.net, f.residue])).toEqual([
      ["JPY", "500", "0"],
      ["USD", "101.00", "0.004"],
    ]);
  });

  it("groups by country and by source, and says when a country is not known", async () => {
    const books = await booksWith({ id: "a", country: "KE", gross: 300n }, { id: "b", gross: 200n });
    expect(await lines(books, "country")).toEqual(["KE: USD 3.00", "country not known: USD 2.00"]);
    expect(await lines(books, "source")).toEqual(["shop: USD 5.00"]);
  });

  it("shows a loss last, with its sign", async () => {
    const books = await booksWith(
      { id: "a", product: pen, gross: -2_500n, fees: { platform: 30n } },
      { id: "b", product: cap, gross: 100n },
    );
    expect(await lines(books, "product")).toEqual(["Cap: USD 1.00", "Pen: USD -25.30"]);
    expect(headline(await report(books, "source"))).toContain("−24.30 USD");
  });
});

describe("the words of a report", () => {
  const header = "Id,Date,Gross,Fee,Refunded,Email,Product,Line";
  async function take(books: TestBooks, ...rows: string[]): Promise<void> {
    const incoming = csvFile([header, ...rows].join("\n"), { modifiedAt: july, name: `${rows.length}.csv` });
    const opened = await openFile(incoming, [shopProfile], { timeZone: "UTC" }, july);
    if (!opened.ok) throw new Error(opened.error.sentence);
    await runImport({ ...books.deps, now: () => july }, books.book, opened.value);
  }

  it("say complete only after the whole time was read", async () => {
    const books = await openTestBooks();
    const words = async () => completenessInWords(await report(books, "source"));
    expect((await words()).sentence).toBe("Nothing has been imported yet.");
    await take(books, "s1,2026-06-01,1000,,,,Pen,", "s2,2026-06-29,1000,,,,Pen,");
    expect(await words()).toEqual({
      sentence: "At least, because not everything was read:",
      reasons: ["shop: its files end at 29 Jun 2026 13:00."],
    });
    await take(books, "s2,2026-06-29,1000,,,,Pen,", "s3,2026-06-30,1000,,,,Pen,", "s4,2026-07-01,1000,,,,Pen,");
    expect((await words()).sentence).toMatch(/^Complete/);
    await take(books, "s5,,1000,,,,Pen,");
    expect((await words()).reasons).toEqual(["1 sale is known but cannot be booked yet."]);
  });

  it("are not fooled by a late refund of an old sale: its file tells nothing of the time of the sale", async () => {
    const books = await openTestBooks();
    await take(books, "s1,2026-05-31,1000,,,,Pen,", "s2,2026-06-02,1000,,,,Pen,");
    await take(books, "s1,,1000,,500,,Pen,", "s3,2026-06-20,1,,,,Pen,", "s4,2026-06-30,1,,,,Pen,");
    const { reasons } = completenessInWords(await report(books, "source"));
    expect(reasons).toEqual(["shop: no file of it covers 2 Jun 2026 13:00 and after."]);
  });

  it("count even what cancels out to nothing as something", async () => {
    const books = await booksWith({ fees: { platform: 10_000n } });
    const made = await report(books, "source");
    expect(made.totals.map(hasAny)).toEqual([true]);
    expect(headline(made)).toContain("0.00 USD");
    expect(headline(await report(books, "source", { from: "2026-01-01", to: "2026-01-31" }))).toBe(
      "Nothing is booked in January 2026.",
    );
  });
});
