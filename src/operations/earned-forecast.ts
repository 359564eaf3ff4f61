import { type EarnedForecast, forecastOf } from "../insight/forecast/earned-forecast.ts";
import { outlookOf } from "../insight/forecast/outlook.ts";
import { knownAt } from "../insight/report/known-at.ts";
import { dayAfter, lastDayOf, momentOf } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** Days ahead that are told at the most. */
const daysMax = 92;

/** What is expected to be earned: to the end of the month, or for so many days (1 to 92) from today on. */
export async function earnedForecast(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  asked: Asked & { readonly currency?: string; readonly days?: number } = {},
): Promise<EarnedForecast> {
  const { currency = book.homeCurrency, days } = asked;
  const moment = momentOf(clock.now(), asked.asOf, book.timeZone);
  const known = await knownAt(store, book.id, moment.asOf);
  const to =
    days === undefined ? lastDayOf(moment.month) : dayAfter(moment.today, Math.min(Math.max(days, 1), daysMax) - 1);
  const from = days === undefined ? `${moment.month}-01` : moment.today;
  return forecastOf(await outlookOf(store, book, known, moment, { currency, to }), currency, from);
}
