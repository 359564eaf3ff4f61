import { startOfDay } from "../domain/time/day.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { figureOf, partsOf, previousByNow, raceOf } from "../insight/earned/build-overview.ts";
import { dayStates } from "../insight/earned/day-states.ts";
import { measuresByDay, shownDays, sumOfDays } from "../insight/earned/earned-days.ts";
import type { EarnedOverview } from "../insight/earned/earned-overview.ts";
import { sumByCurrency } from "../insight/report/figures.ts";
import { knownAt } from "../insight/report/known-at.ts";
import { toSaleLine } from "../insight/sales/to-sale-line.ts";
import { amountOf } from "../insight/shown/amount.ts";
import { dayAfter, type Moment, momentOf, monthBefore } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import { productNames } from "../store/product.ts";
import { type RollupRow, readRollups } from "../store/rollup.ts";
import { listSales, type SaleRow } from "../store/sale.ts";
import { salesAt, sumSalesAt } from "../store/sale-past.ts";
import { sumsOfSales } from "../store/sale-sum.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

const usualDays = 30;
const daysMax = 366;
const todayMax = 50;

/** Everything Today shows of money, now or as of a moment. `days`: how long the series of the last days is (30). */
export async function earnedOverview(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  asked: Asked & { readonly days?: number } = {},
): Promise<EarnedOverview> {
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const { asOf, today, month, at } = moment;
  const currency = book.homeCurrency;
  const firstOfMonth = `${month}-01`;
  const firstOfLast = dayAfter(today, 1 - Math.min(Math.max(asked.days ?? usualDays, 1), daysMax));
  const before = `${monthBefore(month)}-01`;
  const begin = before < firstOfLast ? before : firstOfLast;
  const rows = await readRollups(store, book.id, "source", begin, today, asOf);
  const known = await knownAt(store, book.id, asOf);
  const days = measuresByDay(rows, currency);
  const ofMonth = rows.filter((row) => row.day >= firstOfMonth);
  const products = await readRollups(store, book.id, "product", firstOfMonth, today, asOf);
  const names = await productNames(store, book.id);
  const about = { timeZone: book.timeZone, now: at };
  const asOfPart = { currency, period: { from: firstOfMonth, to: today }, ...about };
  const states = dayStates(known, { from: begin, to: today, ...about });
  const figure = (from: string, to: string) =>
    figureOf(sumOfDays(days, from, to).net, currency, { from, to }, known, about);
  const previous = await previousByNow(store, book, moment, days);
  const yesterday = dayAfter(today, -1);
  return {
    book: { slug: book.slug, name: book.name },
    timeZone: book.timeZone,
    currency,
    asOf: isoTime(at),
    past: asOf !== undefined,
    today,
    month,
    earned: {
      month: figure(firstOfMonth, today),
      today: figure(today, today),
      yesterday: figure(yesterday, yesterday),
      previousByNow: figureOf(previous.net, currency, previous.period, known, about),
    },
    otherCurrencies: otherCurrencies(ofMonth, currency),
    monthDays: shownDays(days, states, { from: firstOfMonth, to: today, currency }),
    lastDays: shownDays(days, states, { from: firstOfLast, to: today, currency }),
    race: await raceOf(store, book, sumOfDays(days, firstOfMonth, today), asOf),
    byPlatform: partsOf(ofMonth, known, asOfPart, ({ source }) => ({ key: source, name: source })),
    byProduct: partsOf(products, known, asOfPart, (row) => productOf(row, names)),
    ...(await salesOfToday(store, book, moment)),
  };
}

function otherCurrencies(rows: readonly RollupRow[], home: string): EarnedOverview["otherCurrencies"] {
  return [...sumByCurrency(rows)]
    .filter(([currency]) => currency !== home)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => amountOf(sum.net, currency));
}

function productOf(row: RollupRow, names: ReadonlyMap<string, string>): { key: string; name: string } {
  const key = `${row.source}/${row.member}`;
  return { key, name: row.member === "" ? "no product named" : (names.get(key) ?? row.member) };
}

async function salesOfToday(
  store: Workplace["store"],
  book: Book,
  { asOf, today }: Moment,
): Promise<Pick<EarnedOverview, "todaySales" | "todayCount">> {
  const span = { from: startOfDay(today, book.timeZone), to: startOfDay(dayAfter(today, 1), book.timeZone) };
  const sales: readonly SaleRow[] =
    asOf === undefined
      ? await listSales(store, book.id, span, todayMax)
      : await salesAt(store, book.id, asOf, span, todayMax);
  const sums =
    asOf === undefined
      ? await sumsOfSales(store, book.id, { fromDay: today, toDay: today })
      : await sumSalesAt(store, book.id, asOf, span);
  return {
    todaySales: sales.map(toSaleLine),
    todayCount: Number(sums.reduce((sum, one) => sum + one.sales, 0n)),
  };
}
