import { handOutReport } from "../alerts/hand-out.ts";
import { dayIn, dayText, nextDay, parseDay, startOfDay } from "../domain/time/day.ts";
import { parseIsoTime } from "../domain/time/iso-time.ts";
import { buildDayPart, type Waiting } from "../insight/daily/build-day-part.ts";
import type { DailyReport } from "../insight/daily/daily-report.ts";
import { buildReport } from "../insight/report/build-report.ts";
import { completenessInWords, headline } from "../insight/report/in-words.ts";
import type { Message } from "../spec/sink.ts";
import { listActions } from "../store/action.ts";
import { type Book, listBooks } from "../store/book.ts";
import { openSteps } from "../store/human-step.ts";
import { addReport, latestDailyReport } from "../store/report.ts";
import { bookedDays } from "../store/rollup.ts";
import { showTargets } from "./targets.ts";
import type { Workplace } from "./workplace.ts";

/** Days that are made up for after the engine did not run. */
const missedDaysMax = 31;
/** Of what waits, so many are looked through for the oldest. */
const waitingMax = 500;

/** Keeps the report of each day that has ended since the last one kept, for every book. Gives how many were made. */
export async function keepDailyReports(workplace: Workplace): Promise<number> {
  let made = 0;
  const books = await listBooks(workplace.store);
  for (const book of books) {
    const days = await endedDays(workplace, book);
    for (const day of days) {
      // After a pause the newest day is told, and the others are kept.
      await keepReport(workplace, book, day, day === days.at(-1) ? books.length : 0);
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

/** Keeps it, and in the same transaction has it told where reports are wanted; `tellAmong` books, or not at all. */
async function keepReport(workplace: Workplace, book: Book, day: string, tellAmong: number): Promise<void> {
  const { store, clock, jobs, sinks } = workplace;
  const now = clock.now();
  const report = await makeDailyReport(workplace, book, day);
  const body = JSON.stringify(report);
  await store.transaction(async (tx) => {
    await addReport(tx, book.id, { from: day, to: day, grouping: "source", createdAt: now, body });
    if (tellAmong === 0) return;
    const message = reportMessage(book, report, tellAmong > 1);
    await handOutReport(tx, { jobs, redact: sinks.redact, now }, message);
  });
}

/** Makes the report of one day as it is known now, without keeping it. */
export async function makeDailyReport(
  workplace: Pick<Workplace, "store" | "clock">,
  book: Book,
  day: string,
): Promise<DailyReport> {
  const { store, clock } = workplace;
  const now = clock.now();
  const span = { from: startOfDay(day, book.timeZone), to: startOfDay(nextDay(day), book.timeZone) };
  const report = await buildReport(store, book, { from: day, to: day }, "source", now);
  // Targets are told as they stood at the end of the day.
  const targets = await showTargets(workplace, book, { asOf: span.to - 1 });
  const decision = await decisionOf(store, book);
  return { ...report, daily: await buildDayPart(store, book, report, { span, now, targets, decision }) };
}

/** The one thing that a person should decide: what waits the longest for a yes, else what only a person can do. */
async function decisionOf(store: Workplace["store"], book: Book): Promise<Waiting> {
  const [action] = (await listActions(store, { bookId: book.id, states: ["needs-approval"], limit: waitingMax })).slice(
    -1,
  );
  if (action) return { sentence: `Say yes or no: ${action.action.reason}`, about: `action/${action.action.id}` };
  const [step] = await openSteps(store, book.id);
  return step ? { sentence: step.title, about: `step/${step.id}` } : null;
}

function reportMessage({ slug, name }: Book, report: DailyReport, namesBook: boolean): Message {
  const { sentence, reasons } = completenessInWords(report);
  const { daily } = report;
  const more = daily ? [...daily.lines.slice(1), `To decide: ${daily.decision?.sentence ?? "nothing."}`] : [];
  return {
    key: `report/${slug}/${report.period.from}`,
    thread: `report/${slug}`,
    about: "report",
    at: parseIsoTime(report.madeAt) ?? 0,
    title: namesBook ? `${name}: ${headline(report)}` : headline(report),
    lines: [...more, sentence, ...reasons],
  };
}
