import { fail } from "../base/problem.ts";
import type { EarnedForecast } from "../insight/forecast/earned-forecast.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** What is expected to be earned: to the end of the month, or for so many days from the first that is not whole. */
export async function earnedForecast(
  _workplace: Workplace,
  _book: Book,
  _asked: Asked & { readonly currency?: string; readonly days?: number } = {},
): Promise<EarnedForecast> {
  return fail("not-there-yet", "This is not built yet.");
}
