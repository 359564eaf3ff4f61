import { fail } from "../base/problem.ts";
import type { DailyReport, KeptReport } from "../insight/daily/daily-report.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** The kept report of a day (YYYY-MM-DD), or the newest; undefined when none was kept. */
export async function showDailyReport(
  _workplace: Workplace,
  _book: Book,
  _day?: string,
): Promise<DailyReport | undefined> {
  return fail("not-there-yet", "This is not built yet.");
}

/** Kept reports, newest day first; `before` is the day of the last one shown. */
export async function listDailyReports(
  _workplace: Workplace,
  _book: Book,
  _page: { readonly before?: string; readonly limit?: number } = {},
): Promise<readonly KeptReport[]> {
  return fail("not-there-yet", "This is not built yet.");
}
