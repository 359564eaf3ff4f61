import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "../domain/time/civil.ts";
import { openFile } from "../intake/import/open-file.ts";
import { runImport } from "../intake/import/run-import.ts";
import { openTestBooks, type TestBooks, testStart } from "../intake/testing/books.ts";
import { csvFile, shopProfile } from "../intake/testing/csv-file.ts";
import type { Book } from "../store/book.ts";
import { analytics } from "./analytics.ts";
import { buyerCohorts } from "./buyer-cohorts.ts";
import { earnedForecast } from "./earned-forecast.ts";
import { earnedOverview } from "./earned-overview.ts";
import { saleStory } from "./sale-story.ts";
import { searchSales, sumSales } from "./search-sales.ts";
import { setTargets, showTargets } from "./targets.ts";

let books: TestBooks & { readonly book: Book };
const header = "Id,Date,Gross,Fee,Refunded,Email,Product,Line";
/** Sixty days up to the 20th of July 2026, three sales of 10.00 a day with 1.00 taken, one in ten refunded whole. */
const days = 60;
const first = Date.UTC(2026, 4, 22, 9);
const now = Date.UTC(2026, 6, 20, 14, 30);

async function importRows(rows: readonly string[], name: string): Promise<void> {
  const file = csvFile([header, ...rows].join("\n"), { modifiedAt: books.clock.now(), name });
  const opened = await openFile(file, [shopProfile], { timeZone: "UTC" }, books.clock.now());
  if (!opened.ok) throw new Error(opened.error.sentence);
  await runImport(books.deps, books.book, opened.value);
}

beforeAll(async () => {
  const opened = await openTestBooks();
  // The shop's files are in dollars.
  books = { ...opened, book: { ...opened.book, homeCurrency: "USD" } };
  books.clock.advance(now - testStart);
  const rows = Array.from({ length: days * 3 }, (_, i) => {
    const day = new Date(first + Math.floor(i / 3) * dayMs).toISOString().slice(0, 10);
    const refunded = i % 10 === 0 ? "1000" : "";
    return `n${i},${day},1000,100,${refunded},b${i % 25}@x.example,${i % 2 ? "Pen" : "Cap"},`;
  });
  await importRows(rows, "all.csv");
});
afterAll(() => books.store.close());

const desk = () => ({ ...books, actor: "owner" });

describe("Today", () => {
  it("shows the month, today and yesterday, each with how complete it is", async () => {
    const { earned, today, month, monthDays, lastDays, currency } = await earnedOverview(desk(), books.book, {
      days: 7,
    });
    expect([today, month, currency]).toEqual(["2026-07-20", "2026-07", "USD"]);
    expect([earned.month.currency, earned.month.level.state]).toEqual(["USD", "complete"]);
    expect([monthDays.length, lastDays.length]).toEqual([20, 7]);
    expect([lastDays.at(-1)?.state, lastDays.at(-2)?.state]).toEqual(["partial", "whole"]);
    const sum = monthDays.reduce((all, one) => all + Number(one.amount), 0);
    expect(sum.toFixed(2)).toBe(earned.month.amount);
    expect([earned.today.amount, earned.yesterday.amount]).toEqual([lastDays.at(-1)?.amount, lastDays.at(-2)?.amount]);
  });

  it("leads from sales to what is the seller's and where that is, and each way of splitting comes to the same", async () => {
    const { race, byPlatform, byProduct, earned } = await earnedOverview(desk(), books.book);
    const steps = new Map(race.map((one) => [one.step, Number(one.amount)]));
    const parts = ["sales", "refunds", "fees"].map((step) => steps.get(step as "sales") ?? Number.NaN);
    expect(parts.reduce((sum, one) => sum + one, 0).toFixed(2)).toBe(earned.month.amount);
    expect(((steps.get("in-your-bank") ?? 0) + (steps.get("on-its-way") ?? 0)).toFixed(2)).toBe(earned.month.amount);
    for (const split of [byPlatform, byProduct])
      expect(split.reduce((sum, one) => sum + Number(one.amount), 0).toFixed(2)).toBe(earned.month.amount);
    expect(byProduct.map(({ name }) => name).sort()).toEqual(["Cap", "Pen"]);
  });

  it("compares with the month before up to the same time of day", async () => {
    const before = async (asOf: number) => (await earnedOverview(desk(), books.book, { asOf })).earned.previousByNow;
    const { period } = (await earnedOverview(desk(), books.book)).earned.previousByNow;
    expect(period).toEqual({ from: "2026-06-01", to: "2026-06-20" });
    expect((await before(now - 1)).amount).toBe("0.00");
  });
});

describe("the forecast and the targets", () => {
  it("tell where the month is likely to end, once and for all between the same bounds", async () => {
    const forecast = await earnedForecast(desk(), books.book);
    if (forecast.state !== "ready") throw new Error(forecast.sentence);
    expect(forecast.learnedFrom).toEqual({ from: "2026-05-22", to: "2026-07-19", days: 59 });
    expect([forecast.days[0]?.day, forecast.end.day]).toEqual(["2026-07-20", "2026-07-31"]);
    expect(Number(forecast.end.low)).toBeLessThan(Number(forecast.end.median));
    expect(Number(forecast.end.median)).toBeGreaterThan(600);
    expect(Number(forecast.end.median)).toBeLessThan(850);
    expect(forecast.sentence).toMatch(/^Likely [\d.]+ USD by 31 Jul 2026; 8 in 10: [\d.]+ to [\d.]+\.$/);
    expect(await earnedForecast(desk(), books.book)).toEqual(forecast);
  });

  it("say what it takes a day, what the last days made, and how likely it is", async () => {
    await setTargets(desk(), books.book, { currency: "USD", month: "700", day: "20" });
    const [view] = await showTargets(desk(), books.book);
    expect(view).toMatchObject({ currency: "USD", usual: false, month: { target: "700.00", daysLeft: 12 } });
    expect(view?.month?.percentLikely).toBeGreaterThan(0);
    expect(view?.month?.percentLikely).toBeLessThan(100);
    expect(view?.month?.sentence).toMatch(
      /^\d+% likely to reach 700.00 USD. It takes [\d.]+ a day; the last 14 days made [\d.]+\.$/,
    );
    expect(view?.day?.reached.of).toBe(14);
    const easy = await setTargets(desk(), books.book, { currency: "USD", month: "1.00" });
    expect(easy.ok && easy.value[0]?.month).toMatchObject({
      percentLikely: 100,
      sentence: "1.00 USD is reached.",
      left: "0.00",
    });
  });

  it("are not sure before four weeks are whole", async () => {
    const young = await openTestBooks();
    expect((await earnedForecast(young, young.book)).sentence).toBe(
      "Not sure yet: nothing was read in the last 7 days.",
    );
    await young.store.close();
  });
});

describe("the sales list", () => {
  it("comes to its own sum line, page after page, whatever the filter", async () => {
    for (const query of [
      {},
      { status: "refunded" },
      { product: "Pen" },
      { text: "pen" },
      { text: "n1" },
      { text: "zebra" },
      { from: "2026-07-01", to: "2026-07-10" },
      { source: "shop", status: "completed" },
      { country: "KE" },
      { currency: "USD", amountFrom: "10.00", amountTo: "10.00" },
      { currency: "USD", amountTo: "9.99" },
      { currency: "USD" },
    ]) {
      const items: { key: string; net: string | null }[] = [];
      let cursor: string | null = null;
      do {
        const page = await searchSales(desk(), books.book, query, {
          limit: 17,
          ...(cursor === null ? {} : { cursor }),
        });
        if (!page.ok) throw new Error(page.error.sentence);
        items.push(...page.value.items);
        cursor = page.value.next;
      } while (cursor !== null);
      const sum = await sumSales(desk(), books.book, query);
      if (!sum.ok) throw new Error(sum.error.sentence);
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
      expect({ query, count: items.length, covers: "all" }).toEqual({
        query,
        count: sum.value.count,
        covers: sum.value.covers,
      });
      const net = items.reduce((all, one) => all + Number(one.net), 0).toFixed(2);
      expect({ query, net }).toEqual({ query, net: sum.value.sums[0]?.net ?? "0.00" });
    }
  });

  it("refuses a filter that cannot be meant with one sentence", async () => {
    const said = async (query: object): Promise<string> => {
      const sum = await sumSales(desk(), books.book, query);
      return sum.ok ? "" : sum.error.sentence;
    };
    expect(await said({ from: "2026-02-30" })).toBe('"2026-02-30" is not a day.');
    expect(await said({ from: "2026-02-02", to: "2026-02-01" })).toBe(
      "The period begins on 2026-02-02, after its end on 2026-02-01.",
    );
    expect(await said({ amountFrom: "1" })).toBe("An amount needs a currency beside it.");
    expect(await said({ amountFrom: "1.234", currency: "USD" })).toContain('"1.234" is no amount');
    expect(await said({ currency: "ZZZ" })).toBe('"ZZZ" is not a currency the books know.');
    const page = await searchSales(desk(), books.book, {}, { cursor: "nonsense" });
    expect(page.ok).toBe(false);
  });
});

describe("one sale", () => {
  it("is told in steps and parts with its evidence, and keeps its buyer to itself", async () => {
    const story = await saleStory(desk(), books.book, "n10");
    expect(story.sentence).toBe("Refunded.");
    expect(story.kept.map(({ name, amount }) => ({ name, amount }))).toEqual([
      { name: "Price", amount: "10.00" },
      { name: "The platform's fee", amount: "-1.00" },
      { name: "Refunded to the buyer", amount: "-10.00" },
      { name: "You keep", amount: "-1.00" },
    ]);
    expect(story.where).toMatchObject([{ place: "at shop", amount: { amount: "-1.00", currency: "USD" } }]);
    expect(story.steps.map(({ kind }) => kind)).toEqual(["seen", "booked", "refunded", "waits"]);
    const [seen] = story.evidence;
    expect([seen?.how, (seen?.bytes ?? 0) > 10, seen?.auditLink]).toEqual([
      "all.csv, line 12",
      true,
      expect.any(Number),
    ]);
    expect(seen?.fields?.find(({ name }) => name === "Gross")).toMatchObject({ value: "1000", readAs: "10.00 USD" });
    expect(JSON.stringify(story)).not.toContain("x.example");
    const shown = await saleStory(desk(), books.book, "n10", { showBuyer: true });
    expect(shown.buyer).toMatchObject({ email: "b10@x.example" });
  });
});

describe("trends and cohorts", () => {
  it("split a period into weeks that come to the whole, with rates or why there are none", async () => {
    const asked = { period: { from: "2026-06-01", to: "2026-07-20" }, by: "week" as const };
    const { points, refundRate, conversion, failedPayments, sources } = await analytics(desk(), books.book, asked);
    expect(points.map(({ from, to }) => `${from}/${to}`).slice(0, 2)).toEqual([
      "2026-06-01/2026-06-07",
      "2026-06-08/2026-06-14",
    ]);
    expect([points.at(-1)?.state, points[0]?.state]).toEqual(["partial", "whole"]);
    expect(points.reduce((sum, one) => sum + one.sales, 0)).toBe(150);
    expect(refundRate).toEqual({ state: "known", part: 18, of: 150, percent: "12.0" });
    expect([conversion.state, failedPayments.state]).toEqual(["unavailable", "unavailable"]);
    expect(sources.map(({ source, sales }) => [source, sales])).toEqual([["shop", 150]]);
  });

  it("count buyers by their first month, without naming any", async () => {
    const cohorts = await buyerCohorts(desk(), books.book);
    if (cohorts.state !== "ready") throw new Error(cohorts.why);
    expect(cohorts.rows.map(({ month, buyers }) => [month, buyers])).toEqual([["2026-05", 25]]);
    expect(cohorts.rows[0]?.later.map(({ month, sales }) => [month, sales])).toEqual([
      ["2026-05", 30],
      ["2026-06", 90],
      ["2026-07", 60],
    ]);
    expect(JSON.stringify(cohorts)).not.toContain("example");
  });
});
