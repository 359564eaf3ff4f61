import type { Command } from "commander";
import { fail } from "../base/problem.ts";
import { dayIn } from "../domain/time/day.ts";
import { dayName } from "../domain/time/written.ts";
import { dayPartText } from "../insight/daily/build-day-part.ts";
import type { DailyReport } from "../insight/daily/daily-report.ts";
import { typedDay } from "../operations/choose-period.ts";
import { makeDailyReport } from "../operations/daily-reports.ts";
import { listDailyReports, showDailyReport } from "../operations/show-daily-report.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { reportText } from "./text/report-text.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { WrongUse } from "./wrong-use.ts";

type DailyOptions = CommonOptions & { readonly day?: string; readonly fresh?: boolean; readonly list?: boolean };

const linesMax = 40;

/** `millrace report daily` */
export function defineDaily(report: Command, context: CliContext): void {
  const daily = withCommon(report.command("daily"))
    .description("The report of one day: three lines, one decision, and what they rest on.")
    .option("--day <day>", "the report kept of this day; the newest when left out")
    .option("--fresh", "make it anew, as the day is known now")
    .option("--list", "list the reports that were kept")
    .action((_: unknown, command: Command) => daily_(command.optsWithGlobals<DailyOptions>(), context));
  withExamples(
    daily,
    "millrace report daily",
    "millrace report daily --day 2026-02-28 --json",
    "millrace report daily --list",
  );
}

async function daily_(options: DailyOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async (desk) => {
    if (options.list) return list(desk, options, context);
    const report = await reportFor(desk, options);
    if (options.json) return sayJson(context.out, report);
    if (report.daily) context.out.write(`${dayPartText(report.daily)}\n`);
    context.out.write(reportText(report, desk.book.name, linesMax, paintFor(context.out), context.out.columns));
  });
}

async function reportFor({ workplace, book }: Desk, options: DailyOptions): Promise<DailyReport> {
  const today = dayIn(book.timeZone)(workplace.clock.now());
  const typed = options.day === undefined ? undefined : typedDay(options.day, today);
  if (typed && !typed.ok) throw new WrongUse(typed.error);
  if (options.fresh) return makeDailyReport(workplace, book, typed?.value ?? today);
  const kept = await showDailyReport(workplace, book, typed?.value);
  if (kept) return kept;
  const which = typed ? `of ${dayName(typed.value)} ` : "";
  return fail("no-stored-report", `No report ${which}was kept.`, {
    fix: "The engine keeps one each day while it runs (`millrace start`); --fresh makes one now.",
  });
}

async function list({ workplace, book }: Desk, options: DailyOptions, context: CliContext): Promise<void> {
  const reports = await listDailyReports(workplace, book);
  if (options.json) return sayJson(context.out, { reports });
  if (reports.length === 0) sayLine(context.out, "No report was kept yet.");
  for (const { day, headline, level } of reports)
    sayLine(context.out, `${dayName(day)}  ${headline}${level === "complete" ? "" : " At least."}`);
}
