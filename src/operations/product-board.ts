import { figureOf } from "../insight/earned/build-overview.ts";
import type { EarnedFigure } from "../insight/earned/earned-overview.ts";
import { knownAt } from "../insight/report/known-at.ts";
import type { Period } from "../insight/report/report.ts";
import { momentOf } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import { productSums } from "../store/product-sums.ts";
import { type ProductShown, productGroups } from "./product-groups.ts";
import type { Workplace } from "./workplace.ts";

export type ProductBoard = {
  readonly currency: string;
  readonly period: Period;
  /** What all products of the book earned in the period, with how complete it is. */
  readonly earned: EarnedFigure;
  readonly items: readonly ProductShown[];
  /** All that there are, before anything was looked for. */
  readonly total: number;
  readonly listings: number;
};

export type ProductSearch = { readonly text?: string | undefined; readonly platform?: string | undefined };

type Desk = Pick<Workplace, "store" | "clock">;

/** The products of a book, what earned most this month first. */
export async function productBoard(desk: Desk, book: Book, search: ProductSearch = {}): Promise<ProductBoard> {
  const moment = momentOf(desk.clock.now(), undefined, book.timeZone);
  const period = { from: `${moment.month}-01`, to: moment.today };
  const groups = await productGroups(desk, book, period);
  const text = search.text?.trim().toLowerCase() ?? "";
  const items = groups
    .filter(({ listings }) => search.platform === undefined || listings.some((one) => one.platform === search.platform))
    .filter(
      (one) =>
        text === "" ||
        one.name.toLowerCase().includes(text) ||
        one.listings.some(({ id }) => id.toLowerCase() === text),
    );
  const sums = await productSums(desk.store, book.id, period);
  const net = sums
    .filter(({ currency, productId }) => currency === book.homeCurrency && productId !== "")
    .reduce((sum, one) => sum + one.net, 0n);
  const known = await knownAt(desk.store, book.id);
  return {
    currency: book.homeCurrency,
    period,
    earned: figureOf(net, book.homeCurrency, period, known, { timeZone: book.timeZone, now: moment.at }),
    items,
    total: groups.length,
    listings: groups.reduce(
      (sum, { listings }) => sum + listings.filter(({ state }) => state === "published").length,
      0,
    ),
  };
}
