import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { Option } from "commander";
import { fail } from "../base/problem.ts";
import { dayIn } from "../domain/time/day.ts";
import { dayName } from "../domain/time/written.ts";
import { buildReport } from "../insight/report/build-report.ts";
import type { Grouping, Report } from "../insight/report/report.ts";
import { choosePeriod, type PeriodChoice, typedDay } from "../operations/choose-period.ts";
import { latestDailyReport } from "../store/report.ts";
import { bookedDays } from "../store/rollup.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { defineDaily } from "./report-daily.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { reportText } from "./text/report-text.ts";
import { typedCount } from "./typed-count.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { WrongUse, wrongUse } from "./wrong-use.ts";

type Options = CommonOptions &
  PeriodChoice & {
    readonly by: Grouping;
    readonly save?: string;
    readonly limit?: string;
    readonly stored?: string | true;
  };

const groupings: readonly Grouping[] = ["source", "product", "country", "currency", "day", "month"];

const usualLimit = 40;
const limitMax = 100_000;

/** `millrace report` */
export function define(program: Command, context: CliContext): void {
  const command = withCommon(program.command("report"))
    .description(
      "Tells what was earned in a period, from what, and how complete that is. Without a period: all that is booked.",
    )
    .option("--day [day]", "one day, YYYY-MM-DD; today when no day is named")
    .option("--month [month]", "one month, YYYY-MM; this month when none is named")
    .option("--from <day>", "from this day on")
    .option("--to <day>", "up to and with this day")
    .addOption(new Option("--by <what>", "what to group by").choices(groupings).default("source"))
    .option("--limit <n>", `show so many lines and the others as one (${usualLimit} when left out; JSON has all)`)
    .option("--stored [day]", "the report as it was kept when that day had ended; the newest when no day is named")
    .option("--save <file>", "write the report as JSON to a file too")
    .action((options: Options) => report(options, context));
  withExamples(
    command,
    "millrace report",
    "millrace report --month 2011-11 --by product",
    "millrace report --from 2011-01-01 --to 2011-03-31 --by country --json",
  );
  defineDaily(command, context);
}

async function report(options: Options, context: CliContext): Promise<void> {
  const { stored, day, month, from, to } = options;
  if (stored !== undefined && (day ?? month ?? from ?? to) !== undefined)
    wrongUse("--stored names its day itself.", "Leave --day, --month, --from and --to out.");
  const isCalendar = options.by === "day" || options.by === "month";
  const limit = typedCount(options.limit ?? String(isCalendar ? limitMax : usualLimit), "--limit", limitMax);
  await withDesk(context, { book: options.book }, async (desk) => {
    const made = stored === undefined ? await freshReport(desk, options) : await storedReport(desk, stored);
    if (options.save !== undefined) save(made, options.save, context);
    if (options.json) sayJson(context.out, made);
    else context.out.write(reportText(made, desk.book.name, limit, paintFor(context.out), context.out.columns));
  });
}

async function freshReport({ workplace, book }: Desk, options: Options): Promise<Report> {
  const now = workplace.clock.now();
  const period = choosePeriod(options, book.timeZone, now, await bookedDays(workplace.store, book.id));
  if (!period.ok) throw new WrongUse(period.error);
  return buildReport(workplace.store, book, period.value, options.by, now);
}

async function storedReport({ workplace, book }: Desk, wanted: string | true): Promise<Report> {
  const day = wanted === true ? undefined : typedDay(wanted, dayIn(book.timeZone)(workplace.clock.now()));
  if (day && !day.ok) throw new WrongUse(day.error);
  const kept = await latestDailyReport(workplace.store, book.id, day?.value);
  if (kept) return JSON.parse(kept.body) as Report;
  const which = day ? `of ${dayName(day.value)} ` : "";
  return fail("no-stored-report", `No report ${which}was kept.`, {
    fix: "The engine keeps one each day while it runs (`millrace start`); `millrace report --day` makes one at any time.",
  });
}

function save(made: Report, file: string, context: CliContext): void {
  try {
    writeFileSync(resolve(context.environment.workingDir, file), `${JSON.stringify(made, null, 2)}\n`);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
    fail("file-not-written", `The report could not be written to ${file} (${code}).`, {
      fix: "Check that the folder exists and may be written to.",
    });
  }
  sayLine(context.err, `Saved as ${file}.`);
}
