import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import type { ScheduleState } from "../jobs/jobs.ts";
import { cancelJob } from "../operations/jobs-cancel.ts";
import { pauseJob } from "../operations/jobs-pause.ts";
import { rescheduleJob } from "../operations/jobs-reschedule.ts";
import { findJob, jobHistory, listJobs } from "../operations/jobs-schedules.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { defineRun } from "./jobs-run.ts";
import { sayJson, sayLine } from "./say.ts";
import { nextText, resultText, runJson, runsText, scheduleJson, schedulesText, whenText } from "./text/jobs-text.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { typedCount } from "./typed-count.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type HistoryOptions = CommonOptions & { readonly limit: string };
type RescheduleOptions = CommonOptions & { readonly cron?: string; readonly zone?: string };

const limitMax = 10_000;
const shownRuns = 10;
const waitingMax = 100;

/** `millrace jobs` */
export function define(program: Command, context: CliContext): void {
  const jobs = program.command("jobs").description("The work that Millrace does by itself, when, and what came of it.");
  const list = withCommon(jobs.command("list", { isDefault: true }))
    .description("Lists the schedules: when each runs next, and what came of its last run.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace jobs list", "millrace jobs list --json");
  const show = withCommon(jobs.command("show"))
    .description("Shows one schedule and its latest runs.")
    .argument("<name>", "its name as the list shows it")
    .action((name: string, options: CommonOptions) => show_(name, options, context));
  withExamples(show, "millrace jobs show daily-report");
  const history = withCommon(jobs.command("history"))
    .description("Shows what ran, newest first.")
    .argument("[name]", "only the runs of this schedule")
    .option("--limit <n>", "at most so many", "50")
    .action((name: string | undefined, options: HistoryOptions) => history_(name, options, context));
  withExamples(history, "millrace jobs history", "millrace jobs history daily-report --limit 5 --json");
  const waiting = withCommon(jobs.command("waiting"))
    .description("Lists what waits to be done, soonest first.")
    .action((options: CommonOptions) => waiting_(options, context));
  withExamples(waiting, "millrace jobs waiting");
  defineRun(jobs, context);
  definePauses(jobs, context);
  const reschedule = withCommon(jobs.command("reschedule"))
    .description("Changes when a schedule starts; a new version of Millrace leaves your change as it is.")
    .argument("<name>", "its name as the list shows it")
    .option("--cron <fields>", 'minute, hour, day, month and weekday, such as "0 7 * * *", or @hourly, @daily')
    .option("--zone <name>", 'the time zone in which that is meant, such as "Africa/Nairobi"')
    .action((name: string, options: RescheduleOptions) => reschedule_(name, options, context));
  withExamples(reschedule, 'millrace jobs reschedule daily-report --cron "30 7 * * *" --zone Africa/Nairobi');
  const cancel = withCommon(jobs.command("cancel"))
    .description("Takes back work that waits; work that runs ends at its next step.")
    .argument("<id>", "its id as `millrace jobs waiting` or `history --json` shows it")
    .action((id: string, options: CommonOptions) => cancel_(id, options, context));
  withExamples(cancel, "millrace jobs cancel 019a9f7c-1f00-7000-8000-2c1b6f0e9d11");
}

function definePauses(jobs: Command, context: CliContext): void {
  const verbs = [
    ["pause", "Stops a schedule from starting by itself until it is resumed.", "paused"],
    ["resume", "Lets a paused schedule go on with its next time.", "on"],
  ] as const;
  for (const [verb, description, state] of verbs) {
    const command = withCommon(jobs.command(verb))
      .description(description)
      .argument("<name>", "its name as the list shows it")
      .action((name: string, options: CommonOptions) =>
        withDesk(context, { book: options.book }, async (desk) =>
          sayChanged(await pauseJob(desk.workplace, name, state), options, desk, context),
        ),
      );
    withExamples(command, `millrace jobs ${verb} daily-report`);
  }
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const schedules = await listJobs(workplace);
    if (options.json) sayJson(context.out, { schedules: schedules.map(scheduleJson) });
    else context.out.write(schedulesText(schedules, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function show_(name: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const schedule = await findJob(workplace, name);
    const runs = await jobHistory(workplace, name, shownRuns);
    if (options.json) {
      sayJson(context.out, { ...scheduleJson(schedule), runs: runs.map(runJson) });
      return;
    }
    const paint = paintFor(context.out);
    const { columns } = context.out;
    const lines = [
      ["When", `${whenText(schedule)}${schedule.changed ? ", as you changed it" : ""}`],
      ["Next", nextText(schedule, book.timeZone)],
      ["Missed times", schedule.missed === "once" ? "made up for once" : "left out"],
      ["Last result", schedule.last ? resultText(schedule.last) : "it has never run"],
    ];
    sayLine(context.out, `${schedule.name}: ${schedule.title}`);
    context.out.write(table([{ title: "" }, { title: "", mayShrink: true }], lines, columns, paint));
    if (runs.length > 0) context.out.write(`\n${runsText(runs, book.timeZone, columns, paint)}`);
  });
}

async function history_(name: string | undefined, options: HistoryOptions, context: CliContext): Promise<void> {
  const limit = typedCount(options.limit, "--limit", limitMax);
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const runs = await jobHistory(workplace, name, limit);
    if (options.json) sayJson(context.out, { runs: runs.map(runJson) });
    else if (runs.length === 0) context.out.write("Nothing has run yet.\n");
    else context.out.write(runsText(runs, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function waiting_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const waiting = await workplace.jobs.waiting(waitingMax);
    if (options.json) {
      const entries = waiting.map(({ id, name, runAt }) => ({ id, kind: name, at: isoTime(runAt) }));
      sayJson(context.out, { waiting: entries });
    } else if (waiting.length === 0) context.out.write("Nothing waits.\n");
    else {
      const rows = waiting.map(({ id, name, runAt }) => [momentName(runAt, book.timeZone), name, id]);
      const head = [{ title: "When" }, { title: "Job" }, { title: "Id" }];
      context.out.write(table(head, rows, context.out.columns, paintFor(context.out)));
    }
  });
}

async function reschedule_(name: string, options: RescheduleOptions, context: CliContext): Promise<void> {
  const { cron, zone } = options;
  if (cron === undefined && zone === undefined)
    wrongUse("Nothing says when it should start.", 'Give --cron "30 7 * * *", --zone Africa/Nairobi, or both.');
  await withDesk(context, { book: options.book }, async (desk) =>
    sayChanged(await rescheduleJob(desk.workplace, name, { cron, zone }), options, desk, context),
  );
}

async function cancel_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const cancelled = await cancelJob(workplace, id);
    if (!cancelled.ok) throw new ProblemError(cancelled.error);
    if (options.json) sayJson(context.out, { cancelled: id });
    else sayLine(context.out, `Cancelled: job ${id}.`);
  });
}

function sayChanged(schedule: ScheduleState, options: CommonOptions, { book }: Desk, context: CliContext): void {
  if (options.json) sayJson(context.out, scheduleJson(schedule));
  else if (schedule.state === "paused") sayLine(context.out, `${schedule.name} is paused.`);
  else {
    const next = nextText(schedule, book.timeZone);
    sayLine(context.out, `${schedule.name} starts ${whenText(schedule)}, next ${next} (${book.timeZone}).`);
  }
}
