import { dayIn, dayText, nextDay, parseDay } from "../domain/time/day.ts";
import { buildReport } from "../insight/report/build-report.ts";
import { type Book, listBooks } from "../store/book.ts";
import { addReport, latestDailyReport } from "../store/report.ts";
import { bookedDays } from "../store/rollup.ts";
import type { Workplace } from "./workplace.ts";

/** Days that are made up for after the engine did not run. */
const missedDaysMax = 31;

/** Keeps the report of each day that has ended since the last one kept, for every book. Gives how many were made. */
export async function keepDailyReports(workplace: Workplace): Promise<number> {
  let made = 0;
  for (const book of await listBooks(workplace.store)) {
    for (const day of await endedDays(workplace, book)) {
      await keepReport(workplace, book, day);
      made += 1;
    }
  }
  return made;
}

/** The days from the one after the newest kept report to yesterday; none before anything is booked. */
async function endedDays(workplace: Workplace, book: Book): Promise<readonly string[]> {
  const { store, clock } = workplace;
  const today = parseDay(dayIn(book.timeZone)(clock.now())) ?? 0;
  const newest = await latestDailyReport(store, book.id);
  const yesterday = dayText(today - 1);
  if (newest && newest.from >= yesterday) return [];
  if ((await bookedDays(store, book.id)) === undefined) return [];
  const days: string[] = [];
  const earliest = dayText(today - missedDaysMax);
  // The first kept report is yesterday's; before that nobody could have expected one.
  let day = newest ? nextDay(newest.from) : yesterday;
  if (day < earliest) day = earliest;
  for (; day <= yesterday; day = nextDay(day)) days.push(day);
  return days;
}

async function keepReport({ store, clock }: Workplace, book: Book, day: string): Promise<void> {
  const now = clock.now();
  const report = await buildReport(store, book, { from: day, to: day }, "source", now);
  const body = JSON.stringify(report);
  await store.transaction((tx) =>
    addReport(tx, book.id, { from: day, to: day, grouping: "source", createdAt: now, body }),
  );
}
