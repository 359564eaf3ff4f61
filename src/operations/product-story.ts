import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { figureOf } from "../insight/earned/build-overview.ts";
import { everyDay, measuresByDay } from "../insight/earned/earned-days.ts";
import type { EarnedFigure } from "../insight/earned/earned-overview.ts";
import { type Known, knownAt } from "../insight/report/known-at.ts";
import { dayAfter, type Moment, momentOf } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import { type ListedProduct, listedProducts } from "../store/listed-product.ts";
import { type ProductSum, productSums } from "../store/product-sums.ts";
import { bookedDays, readRollups } from "../store/rollup.ts";
import { type ProductShown, productGroups } from "./product-groups.ts";
import type { Workplace } from "./workplace.ts";

/** One product in full. */
export type ProductStory = {
  readonly currency: string;
  readonly product: ProductShown;
  readonly month: EarnedFigure;
  readonly recent: EarnedFigure;
  readonly all: EarnedFigure;
  readonly monthSales: number;
  readonly recentSales: number;
  readonly allSales: number;
  readonly refunds: number;
  /** The last weeks, the oldest first; the last one is not over. */
  readonly weeks: readonly {
    readonly from: string;
    readonly to: string;
    readonly amount: string;
    readonly sales: number;
  }[];
  /** In other currencies than the book's, all days. */
  readonly others: readonly { readonly amount: string; readonly currency: string; readonly sales: number }[];
  readonly about: readonly ListingFacts[];
};

export type ListingFacts = {
  readonly platform: string;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly firstSeenAt: string;
  readonly changedAt: string;
};

type Desk = Pick<Workplace, "store" | "clock">;

const recentDays = 30;
const weeksShown = 12;

/** One product by any of its listings. Problem: `unknown-product`. */
export async function productStory(
  desk: Desk,
  book: Book,
  key: { readonly platform: string; readonly id: string },
): Promise<Result<ProductStory, Problem>> {
  const { store, clock } = desk;
  const moment = momentOf(clock.now(), undefined, book.timeZone);
  const month = { from: `${moment.month}-01`, to: moment.today };
  const product = (await productGroups(desk, book, month)).find(({ listings }) =>
    listings.some((one) => one.platform === key.platform && one.id === key.id),
  );
  if (!product) return err(unknown(key.id));
  const listed = await listedProducts(store, book.id);
  const about = product.listings.flatMap((one) =>
    listed.filter(({ source, productId }) => source === one.platform && productId === one.id).map(factsOf),
  );
  return ok({ currency: book.homeCurrency, product, about, ...(await figuresOf(desk, book, product, moment)) });
}

type Figures = Pick<
  ProductStory,
  "month" | "recent" | "all" | "monthSales" | "recentSales" | "allSales" | "refunds" | "weeks" | "others"
>;

async function figuresOf({ store }: Desk, book: Book, product: ProductShown, moment: Moment): Promise<Figures> {
  const { today } = moment;
  const currency = book.homeCurrency;
  const booked = (await bookedDays(store, book.id)) ?? { from: today, to: today };
  const known = knownOf(await knownAt(store, book.id), product);
  const of = async (from: string) => {
    const sums: ProductSum[] = [];
    for (const { platform, id } of product.listings)
      sums.push(
        ...(await productSums(store, book.id, { from, to: today, product: { source: platform, productId: id } })),
      );
    const home = sums.filter((one) => one.currency === currency);
    const net = home.reduce((sum, one) => sum + one.net, 0n);
    const period = { from, to: today };
    const figure = figureOf(net, currency, period, known, { timeZone: book.timeZone, now: moment.at });
    return { figure, sums, sales: Number(sums.reduce((sum, one) => sum + one.sales, 0n)) };
  };
  const month = await of(`${moment.month}-01`);
  const recent = await of(dayAfter(today, 1 - recentDays));
  const all = await of(booked.from < today ? booked.from : today);
  return {
    month: month.figure,
    recent: recent.figure,
    all: all.figure,
    monthSales: month.sales,
    recentSales: recent.sales,
    allSales: all.sales,
    refunds: Number(all.sums.reduce((sum, one) => sum + one.refunds, 0n)),
    weeks: await weeksOf(store, book, product, today),
    others: all.sums
      .filter((one) => one.currency !== currency)
      .map((one) => ({ amount: formatMinor(one.net, one.currency), currency: one.currency, sales: Number(one.sales) })),
  };
}

function knownOf(known: Known, { listings }: ProductShown): Known {
  const sources = new Set(listings.map(({ platform }) => platform));
  return {
    ...known,
    imports: known.imports.filter((one) => sources.has(one.source)),
    live: known.live.filter((one) => sources.has(one.source)),
  };
}

async function weeksOf(
  store: Desk["store"],
  book: Book,
  product: ProductShown,
  today: string,
): Promise<ProductStory["weeks"]> {
  const first = dayAfter(today, 1 - 7 * weeksShown);
  const keys = new Set(product.listings.map(({ platform, id }) => `${platform}\n${id}`));
  const rows = (await readRollups(store, book.id, "product", first, today)).filter((row) =>
    keys.has(`${row.source}\n${row.member}`),
  );
  const days = measuresByDay(rows, book.homeCurrency);
  return Array.from({ length: weeksShown }, (_, week) => {
    const [from, to] = [dayAfter(first, week * 7), dayAfter(first, week * 7 + 6)];
    const own = everyDay(from, to).flatMap((day) => days.get(day) ?? []);
    const net = own.reduce((sum, one) => sum + one.net, 0n);
    const sales = Number(own.reduce((sum, one) => sum + one.sales, 0n));
    return { from, to, amount: formatMinor(net, book.homeCurrency), sales };
  });
}

function factsOf(one: ListedProduct): ListingFacts {
  return {
    platform: one.source,
    id: one.productId,
    name: one.name,
    description: one.description,
    metadata: JSON.parse(one.metadata) as Record<string, string>,
    firstSeenAt: isoTime(one.firstSeenAt),
    changedAt: isoTime(one.changedAt),
  };
}

function unknown(id: string): Problem {
  return problem("unknown-product", `There is no product "${id.slice(0, 60)}" at that platform.`, {
    fix: "It may have had another name; look for it among the products.",
  });
}
