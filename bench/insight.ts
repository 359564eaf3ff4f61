/**
 * What a dashboard asks of a million sales: every filter of the sales list with its sum line, Today, targets, forecast,
 * one sale's story, and the same of a moment of the past. `node bench/insight.ts [sales]`
 */
import { systemClock } from "../src/base/clock.ts";
import type { SalesQuery } from "../src/insight/sales/sales-answer.ts";
import { analytics } from "../src/operations/analytics.ts";
import { buyerCohorts } from "../src/operations/buyer-cohorts.ts";
import { earnedForecast } from "../src/operations/earned-forecast.ts";
import { earnedOverview } from "../src/operations/earned-overview.ts";
import { saleStory } from "../src/operations/sale-story.ts";
import { searchSales, sumSales } from "../src/operations/search-sales.ts";
import { showTargets } from "../src/operations/targets.ts";
import { auditHeadAsOf } from "../src/operations/time-machine.ts";
import { advanceImport, listImports, startImport } from "../src/store/file-import.ts";
import { listSales } from "../src/store/sale.ts";
import { sumsOfSales } from "../src/store/sale-sum.ts";
import { benchBooks } from "./kit/books.ts";
import { percentile, timed, whole } from "./kit/measure.ts";
import { fillSales, fillSpan, fillStart } from "./kit/million-sales.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const sales = Number(process.argv[2] ?? 1_000_000);
const kept = process.argv[3];
const folder = temporaryFolder();
const path = kept ?? folder.path;
const books = await benchBooks(path, "insight");
const { deps, book } = books;
const recorded = { at: fillStart };
const clock = { ...systemClock, now: () => recorded.at };
const there = Number((await sumsOfSales(deps.store, book.id, {}))[0]?.sales ?? 0n);
if ((await listImports(deps.store, book.id)).length === 0) await readToTheEnd();
if (there < sales) {
  const fill = await timed(() => fillSales(books, sales, recorded, there));
  console.log(`intake of ${whole(sales - there)} sales: ${whole((sales - there) / (fill / 1_000))} sales/s`);
}
const newestSale = (await listSales(deps.store, book.id, {}, 1))[0]?.occurredAt ?? fillStart;
recorded.at = newestSale + 60_000;
const desk = { store: deps.store, sealing: deps.sealing, clock, actor: "bench" };

/** A file of each platform that reaches over the whole time, so that every day counts as read. */
async function readToTheEnd(): Promise<void> {
  for (const source of ["gumroad", "etsy", "payhip"]) {
    const identity = { fileHash: source, profile: source, options: "" };
    const file = {
      ...identity,
      source,
      fileName: `${source}.csv`,
      header: [],
      asOf: fillStart + 2 * fillSpan,
      startedAt: fillStart,
    };
    await deps.store.transaction(async (tx) => {
      const begun = await startImport(tx, book.id, file);
      const span = { occurredMin: fillStart, occurredMax: fillStart + fillSpan };
      await advanceImport(tx, { ...begun, ...span, state: "done", finishedAt: fillStart + 2 * fillSpan });
    });
  }
}

async function ask(name: string, times: number, work: (i: number) => Promise<unknown>): Promise<void> {
  await work(0);
  const ms: number[] = [];
  for (let i = 0; i < times; i++) ms.push(await timed(() => work(i)));
  console.log(`${name.padEnd(58)} p50 ${percentile(ms, 50).toFixed(2)} ms  p99 ${percentile(ms, 99).toFixed(2)} ms`);
}

const year = { from: "2025-01-01", to: "2025-12-31" };
const week = { from: "2024-06-03", to: "2024-06-09" };
const parts: Readonly<Record<string, SalesQuery>> = {
  source: { source: "etsy" },
  product: { product: "product-7" },
  status: { status: "disputed" },
  refunded: { status: "refunded" },
  country: { country: "KE" },
  currency: { currency: "GBP" },
  amount: { currency: "GBP", amountFrom: "50.00", amountTo: "50.00" },
  "amounts from to": { currency: "GBP", amountFrom: "50.00", amountTo: "80.00" },
  "text of a product": { text: "product 7" },
  "text of an id": { text: "sale-99" },
  "text of nothing": { text: "zebra" },
};
const names = Object.keys(parts);
const filters: [string, SalesQuery][] = [
  ["none", {}],
  ["a year", year],
  ["a week", week],
];
for (const [i, one] of names.entries()) {
  filters.push([one, parts[one] ?? {}], [`${one}, a year`, { ...parts[one], ...year }]);
  for (const other of names.slice(i + 1)) {
    const shared = Object.keys(parts[one] ?? {}).some((key) => key !== "currency" && key in (parts[other] ?? {}));
    if (!shared) filters.push([`${one} and ${other}`, { ...parts[one], ...parts[other] }]);
  }
}
for (const [name, query] of filters) {
  await ask(`list: ${name}`, 60, () => searchSales(desk, book, query));
  await ask(`sum:  ${name}`, 60, () => sumSales(desk, book, query));
}
await ask("Today", 100, () => earnedOverview(desk, book));
await ask("targets with pace", 100, () => showTargets(desk, book));
await ask("forecast to the end of the month", 100, () => earnedForecast(desk, book));
await ask("forecast of 60 days", 100, () => earnedForecast(desk, book, { days: 60 }));
const newest = await searchSales(desk, book, {}, { limit: 100 });
const keys = newest.ok ? newest.value.items.map(({ key }) => key) : [];
await ask("one sale's story", 100, (i) => saleStory(desk, book, keys[i % 100] ?? ""));
await ask("analytics of a year by week", 20, () => analytics(desk, book, { period: year, by: "week" }));
await ask("cohorts of a year", 5, () => buyerCohorts(desk, book));
for (const [name, share] of [
  ["a day ago", 0.999],
  ["a year and a half ago", 0.5],
] as const) {
  const asOf = fillStart + Math.floor(share * (newestSale - fillStart));
  await ask(`Today, ${name}`, 5, () => earnedOverview(desk, book, { asOf }));
  await ask(`list: none, ${name}`, 20, () => searchSales(desk, book, {}, { asOf }));
  await ask(`sum: none, ${name}`, 3, () => sumSales(desk, book, {}, { asOf }));
  await ask(`list: disputed, ${name}`, 5, () => searchSales(desk, book, { status: "disputed" }, { asOf }));
  await ask(`audit head, ${name}`, 20, () => auditHeadAsOf(desk, book, asOf));
}
await books.close();
folder.remove();
