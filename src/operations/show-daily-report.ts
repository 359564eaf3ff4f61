import { isoTime } from "../domain/time/iso-time.ts";
import type { DailyReport, KeptReport } from "../insight/daily/daily-report.ts";
import { headline } from "../insight/report/in-words.ts";
import type { Book } from "../store/book.ts";
import { dailyReports, latestDailyReport } from "../store/report.ts";
import type { Workplace } from "./workplace.ts";

const usualLimit = 30;
const limitMax = 366;

/** The kept report of a day (YYYY-MM-DD), or the newest; undefined when none was kept. */
export async function showDailyReport(
  { store }: Pick<Workplace, "store">,
  book: Book,
  day?: string,
): Promise<DailyReport | undefined> {
  const kept = await latestDailyReport(store, book.id, day);
  return kept && (JSON.parse(kept.body) as DailyReport);
}

/** Kept reports, newest day first; `before` is the day of the last one shown. `limit` 1 to 366 (30). */
export async function listDailyReports(
  { store }: Pick<Workplace, "store">,
  book: Book,
  page: { readonly before?: string; readonly limit?: number } = {},
): Promise<readonly KeptReport[]> {
  const limit = Math.min(Math.max(page.limit ?? usualLimit, 1), limitMax);
  const kept = await dailyReports(store, book.id, { before: page.before, limit });
  return kept.map(({ id, from, createdAt, body }) => {
    const report = JSON.parse(body) as DailyReport;
    return {
      id: id.toString(),
      day: from,
      madeAt: isoTime(createdAt),
      headline: headline(report),
      lines: report.daily?.lines ?? [headline(report)],
      level: report.completeness.state,
    };
  });
}
