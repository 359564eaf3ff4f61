import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { currencyExponent } from "../domain/money/currency.ts";
import { formatMinor, parseMinor } from "../domain/money/money.ts";
import { countryCode } from "../domain/text/country.ts";
import { nextDay, parseDay, startOfDay } from "../domain/time/day.ts";
import { type Known, knownAt } from "../insight/report/known-at.ts";
import { cursorOf, cursorText } from "../insight/sales/cursor.ts";
import type { SalesPage, SalesQuery, SalesSum } from "../insight/sales/sales-answer.ts";
import { toSaleLine } from "../insight/sales/to-sale-line.ts";
import { type Level, levelOf } from "../insight/shown/level.ts";
import { momentOf } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import { productsNamed } from "../store/product.ts";
import { bookedDays } from "../store/rollup.ts";
import type { SaleSearch } from "../store/sale-conditions.ts";
import { salesAt, sumSalesAt } from "../store/sale-past.ts";
import { findSalesPage, sumFoundSales } from "../store/sale-search.ts";
import { type SaleSum, sumsOfSales } from "../store/sale-sum.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store" | "clock">;

const usualLimit = 50;
const limitMax = 500;
const textMax = 200;
/** Products that a text may stand for; more are told apart by a longer text. */
const productsMax = 200;

/**
 * A page of sales of the filter, newest first; `limit` 1 to 500 (50). A page may be short, or empty, while it has a
 * `next`: the search goes on there. Problem: `filter-wrong`.
 */
export async function searchSales(
  { store, clock }: Desk,
  book: Book,
  query: SalesQuery,
  page: Asked & { readonly limit?: number; readonly cursor?: string } = {},
): Promise<Result<SalesPage, Problem>> {
  const { asOf } = momentOf(clock.now(), page.asOf, book.timeZone);
  const search = await searchOf(store, book, query);
  if (!search.ok) return search;
  const after = page.cursor === undefined ? undefined : cursorOf(page.cursor);
  if (page.cursor !== undefined && after === undefined)
    return err(wrong("The place to go on from is not one that was given."));
  const limit = Math.min(Math.max(page.limit ?? usualLimit, 1), limitMax);
  if (asOf === undefined) {
    const found = await findSalesPage(store, book.id, search.value, limit, after);
    return ok({ items: found.rows.map(toSaleLine), next: found.next ? cursorText(found.next) : null });
  }
  const rows = await salesAt(store, book.id, asOf, search.value, limit + 1, after);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return ok({ items: shown.map(toSaleLine), next: rows.length > limit && last ? cursorText(last) : null });
}

/** What the sales of the filter come to. Problem: `filter-wrong`. */
export async function sumSales(
  { store, clock }: Desk,
  book: Book,
  query: SalesQuery,
  asked: Asked = {},
): Promise<Result<SalesSum, Problem>> {
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const search = await searchOf(store, book, query);
  if (!search.ok) return search;
  const known = await knownAt(store, book.id, moment.asOf);
  const level = await levelFor(store, book, query, known, moment);
  const { asOf } = moment;
  if (asOf !== undefined) return ok(shownSum(await sumSalesAt(store, book.id, asOf, search.value), true, level));
  if (isKept(query)) {
    const { source, status, currency, country, product } = search.value;
    const filter = { source, status, currency, country, product, fromDay: query.from, toDay: query.to };
    return ok(shownSum(await sumsOfSales(store, book.id, given(filter)), true, level));
  }
  const { all, sums } = await sumFoundSales(store, book.id, search.value);
  return ok(shownSum(sums, all, level));
}

/** Sums are kept by day, source, state and currency, and by product or country; of anything else sales are looked at. */
function isKept({ product, country, amountFrom, amountTo, text }: SalesQuery): boolean {
  if (amountFrom !== undefined || amountTo !== undefined || text !== undefined) return false;
  return product === undefined || country === undefined;
}

async function searchOf(
  store: Workplace["store"],
  book: Book,
  query: SalesQuery,
): Promise<Result<SaleSearch, Problem>> {
  const { from, to, source, product, status, country, currency, amountFrom, amountTo, text } = query;
  for (const day of [from, to])
    if (day !== undefined && parseDay(day) === undefined) return err(wrong(`"${day.slice(0, 40)}" is not a day.`));
  if (from !== undefined && to !== undefined && from > to)
    return err(wrong(`The period begins on ${from}, after its end on ${to}.`));
  if (currency !== undefined && currencyExponent(currency) === undefined)
    return err(wrong(`"${currency.slice(0, 20)}" is not a currency the books know.`));
  const amounts: (bigint | undefined)[] = [];
  for (const typed of [amountFrom, amountTo]) {
    if (typed !== undefined && currency === undefined) return err(wrong("An amount needs a currency beside it."));
    const read = typed === undefined ? undefined : parseMinor(typed, currency ?? "");
    if (read && !read.ok) return err(wrong(`"${typed?.slice(0, 40)}" is no amount: ${read.error}.`));
    amounts.push(read?.value);
  }
  const lower = text?.trim().toLowerCase().slice(0, textMax);
  const productIds = lower ? await productsNamed(store, book.id, lower, productsMax) : [];
  return ok(
    given({
      source,
      product,
      status,
      currency,
      country: country === undefined ? undefined : countryCode(country),
      from: from === undefined ? undefined : startOfDay(from, book.timeZone),
      to: to === undefined ? undefined : startOfDay(nextDay(to), book.timeZone),
      grossFrom: amounts[0],
      grossTo: amounts[1],
      text: lower ? { lower, productIds } : undefined,
    }),
  );
}

type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the members that are not given. */
function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
}

async function levelFor(
  store: Workplace["store"],
  book: Book,
  { from, to, source }: SalesQuery,
  known: Known,
  moment: { readonly at: number; readonly today: string },
): Promise<Level> {
  const booked = (await bookedDays(store, book.id)) ?? { from: moment.today, to: moment.today };
  const end = to ?? moment.today;
  const period = { from: from ?? (booked.from < end ? booked.from : end), to: end };
  const own =
    source === undefined
      ? known
      : {
          ...known,
          imports: known.imports.filter((one) => one.source === source),
          live: known.live.filter((one) => one.source === source),
        };
  return levelOf(own, { period, timeZone: book.timeZone, now: moment.at });
}

function shownSum(sums: readonly SaleSum[], all: boolean, level: Level): SalesSum {
  return {
    count: Number(sums.reduce((sum, one) => sum + one.sales, 0n)),
    covers: all ? "all" : "newest",
    // What cannot be booked yet has no currency and no amounts: it is counted, and the level tells of it.
    sums: sums
      .filter(({ currency }) => currency !== "")
      .map(({ currency, sales, ...amounts }) => ({
        currency,
        count: Number(sales),
        gross: formatMinor(amounts.gross, currency),
        refunded: formatMinor(amounts.refunded, currency),
        fees: formatMinor(amounts.fees, currency),
        net: formatMinor(amounts.net, currency),
      })),
    level,
  };
}

function wrong(sentence: string): Problem {
  return problem("filter-wrong", sentence, { fix: "Change the filter, or take it away." });
}
