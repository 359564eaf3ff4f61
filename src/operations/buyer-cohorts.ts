import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentOf, monthBefore } from "../insight/shown/moment.ts";
import type { Cohorts } from "../insight/trends/cohorts.ts";
import type { Book } from "../store/book.ts";
import { cohortCells, unnamedSales } from "../store/cohort.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

const usualMonths = 12;
const monthsMax = 60;

/** Buyers by the month of their first purchase, the last `months` (12) of them. */
export async function buyerCohorts(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  asked: Asked & { readonly months?: number } = {},
): Promise<Cohorts> {
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const currency = book.homeCurrency;
  let first = moment.month;
  for (let i = 1; i < Math.min(Math.max(asked.months ?? usualMonths, 1), monthsMax); i++) first = monthBefore(first);
  const cells = await cohortCells(store, book.id, currency, first, moment.at);
  if (cells.length === 0) {
    const why = "No sale of this time names its buyer by a key that tells one buyer from another.";
    return { state: "unavailable", why };
  }
  const rows = [...Map.groupBy(cells, (cell) => cell.first)].map(([month, own]) => ({
    month,
    buyers: own.find((cell) => cell.month === month)?.buyers ?? 0,
    later: own.map((cell) => ({
      month: cell.month,
      buyers: cell.buyers,
      sales: cell.sales,
      net: formatMinor(cell.net, currency),
    })),
  }));
  return {
    state: "ready",
    asOf: isoTime(moment.at),
    currency,
    rows,
    unnamedSales: await unnamedSales(store, book.id, first, moment.at),
  };
}
