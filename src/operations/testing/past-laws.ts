import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "../../domain/time/civil.ts";
import { buildReport } from "../../insight/report/build-report.ts";
import type { Grouping } from "../../insight/report/report.ts";
import { openFile } from "../../intake/import/open-file.ts";
import { runImport } from "../../intake/import/run-import.ts";
import { type TestBooks, testStart } from "../../intake/testing/books.ts";
import { csvFile, shopProfile } from "../../intake/testing/csv-file.ts";
import { saleOf, see } from "../../intake/testing/looks.ts";
import { assetBalances } from "../../store/asset-balance.ts";
import { auditHeadAt } from "../../store/audit-head-at.ts";
import { auditHead } from "../../store/audit-log.ts";
import { readRollups } from "../../store/rollup.ts";
import { earnedForecast } from "../earned-forecast.ts";
import { earnedOverview } from "../earned-overview.ts";
import { saleStory } from "../sale-story.ts";
import { searchSales, sumSales } from "../search-sales.ts";
import { setTargets, showTargets } from "../targets.ts";

const pen = { id: "pen", name: "Pen" };
const cap = { id: "cap", name: "Cap" };
const groupings: readonly Grouping[] = ["source", "product", "country", "currency", "day", "month"];
const all = { from: "2026-03-01", to: "2026-12-31" };

/** A history with everything that changes the past: each step is one moment's news. */
const history: readonly ((books: TestBooks) => Promise<unknown>)[] = [
  ...Array.from(
    { length: 12 },
    (_, i) => (books: TestBooks) => see(books, sold(`a${i}`, i, { product: i % 2 ? pen : cap })),
  ),
  (books) => see(books, sold("a1", 1, { refunded: 400n, refundedAt: testStart + 13 * dayMs })),
  (books) => see(books, sold("a2", 2, { dispute: "open", disputedAt: testStart + 13 * dayMs })),
  (books) => see(books, { ...sold("a3", 3), gross: 2_500n }),
  (books) => see(books, { kind: "sale", id: "later", at: testStart + 15 * dayMs, currency: "GBP" }),
  (books) => file(books, "f1", "f1,2026-05-02,1000,40,,b@x.example,Old,", "f2,2026-05-30,2000,80,,c@x.example,Old,"),
  (books) => see(books, sold("later", 15, { gross: 900n, product: pen })),
  (books) => see(books, sold("a2", 2, { dispute: "lost", disputedAt: testStart + 18 * dayMs })),
  (books) => see(books, sold("usd", 19, { currency: "USD", gross: 5_000n, country: "US" })),
  (books) => see(books, { ...sold("a4", 4), at: testStart + 5 * dayMs }),
  (books) => see(books, sold("a5", 5, { product: { id: "pen", name: "Better pen" }, country: "KE" })),
  (books) => see(books, sold("a1", 1, { refunded: 2_001n, refundedAt: testStart + 22 * dayMs })),
  (books) => file(books, "f2", "f2,2026-05-30,2000,80,2000,c@x.example,Old,", "f3,2026-06-20,10,,,,New,"),
  (books) => setTargets({ ...books, actor: "owner" }, books.book, { currency: "GBP", month: "100.00", day: null }),
  (books) => see(books, sold("last", 24)),
];

function sold(id: string, day: number, more: Parameters<typeof saleOf>[0] = {}) {
  const gross = 2_000n + BigInt(day);
  return saleOf({ id, at: testStart + day * dayMs, currency: "GBP", gross, fees: { platform: 100n }, ...more });
}

async function file(books: TestBooks, name: string, ...rows: readonly string[]): Promise<void> {
  const text = ["Id,Date,Gross,Fee,Refunded,Email,Product,Line", ...rows].join("\n");
  const opened = await openFile(
    csvFile(text, { modifiedAt: books.clock.now(), name: `${name}.csv` }),
    [shopProfile],
    { timeZone: "UTC" },
    books.clock.now(),
  );
  if (!opened.ok) throw new Error(opened.error.sentence);
  await runImport(books.deps, books.book, opened.value);
}

/** Everything that can be asked, now or of a moment. */
async function answers(books: TestBooks, asOf: number | undefined): Promise<Readonly<Record<string, unknown>>> {
  const { store, book, clock } = books;
  const now = asOf ?? clock.now();
  const asked = asOf === undefined ? {} : { asOf };
  const desk = { store, clock };
  const reports: Record<string, unknown> = {};
  for (const grouping of groupings)
    reports[grouping] = await buildReport(store, book, all, grouping, now, asOf !== undefined);
  const overview = await earnedOverview(desk, book, { days: 40, ...asked });
  const page = await searchSales(desk, book, {}, { limit: 7, ...asked });
  const searches: unknown[] = [];
  for (const query of [
    { product: "pen" },
    { status: "partly-refunded" },
    { from: "2026-06-03", to: "2026-06-10" },
    { text: "a1" },
    { text: "cap" },
    { currency: "GBP", amountFrom: "20.02", amountTo: "20.08" },
  ])
    searches.push([await searchSales(desk, book, query, asked), (await sumSales(desk, book, query, asked)).ok]);
  const next = page.ok && page.value.next !== null ? { cursor: page.value.next } : {};
  return {
    reports,
    // Names of products are as they are now; everything else is as it was.
    overview: { ...overview, past: false, byProduct: overview.byProduct.map(({ name: _, ...part }) => part) },
    page,
    second: await searchSales(desk, book, {}, { limit: 7, ...next, ...asked }),
    searches,
    sum: await sumSales(desk, book, {}, asked),
    forecast: await earnedForecast(desk, book, asked),
    targets: await showTargets(desk, book, asked),
    balances: (await assetBalances(store, book.id, asOf)).filter((one) => one.amount !== 0n),
    audit: asOf === undefined ? (await auditHead(store)).seq : (await auditHeadAt(store, asOf)).seq,
  };
}

/** The laws of the time machine, on one engine. */
export function pastLaws(engine: string, open: () => Promise<TestBooks>): void {
  describe(`the time machine on ${engine}`, () => {
    let books: TestBooks;
    const moments: { readonly at: number; readonly said: unknown }[] = [];

    beforeAll(async () => {
      books = await open();
      moments.push({ at: books.clock.now(), said: await answers(books, undefined) });
      for (const step of history) {
        books.clock.advance(dayMs - 3_600_000);
        await step(books);
        books.clock.advance(60_000);
        moments.push({ at: books.clock.now(), said: await answers(books, undefined) });
      }
    });
    afterAll(() => books.store.close());

    it("says at every moment of the past what was said then", async () => {
      expect(moments.length).toBeGreaterThan(20);
      books.clock.advance(dayMs);
      for (const { at, said } of moments) expect({ at, said: await answers(books, at) }).toEqual({ at, said });
    });

    it("books the same per account as the figures say, at every moment", async () => {
      for (const { at } of moments) {
        const figures = await readRollups(books.store, books.book.id, "source", "0000", "9999", at);
        const net = figures.reduce((sum, row) => sum + row.measures.net, 0n);
        const balances = await assetBalances(books.store, books.book.id, at);
        expect({ at, net }).toEqual({ at, net: balances.reduce((sum, one) => sum + one.amount, 0n) });
      }
    });

    it("tells a sale's story as far as it had come", async () => {
      const desk = { ...books, actor: "owner" };
      const storyAt = (moment: number) =>
        saleStory(desk, books.book, "shop/sale/a1", { asOf: moments[moment]?.at ?? 0 });
      expect((await storyAt(5)).kept.at(-1)).toMatchObject({ name: "You keep", amount: "19.01" });
      expect((await storyAt(13)).kept.at(-1)).toMatchObject({ name: "You keep", amount: "15.01" });
      const last = await storyAt(moments.length - 1);
      expect([last.sentence, last.kept.at(-1)?.amount]).toEqual(["Refunded.", "-1.00"]);
      expect(last.steps.map((step) => step.kind)).toEqual(["booked", "refunded", "refunded", "waits"]);
      await expect(storyAt(0)).rejects.toThrow("Nothing was known of shop/sale/a1 at that moment.");
    });
  });
}
