import { type Command, InvalidArgumentError, Option } from "commander";
import { ProblemError } from "../base/problem.ts";
import { actionLine } from "../domain/action/in-words.ts";
import { isActionKind } from "../domain/action/kinds.ts";
import { actionStates } from "../domain/action/states.ts";
import { startOfDay } from "../domain/time/day.ts";
import { recallAction, settleAction } from "../operations/answer-actions.ts";
import { choosePeriod } from "../operations/choose-period.ts";
import { editAction } from "../operations/edit-action.ts";
import { showAction } from "../operations/show-action.ts";
import { listActions } from "../store/action.ts";
import { actionTotals } from "../store/action-totals.ts";
import type { Book } from "../store/book.ts";
import { defineOutcome } from "./actions-outcome.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { noSuchKind } from "./no-such-kind.ts";
import { sayJson, sayLine } from "./say.ts";
import { actionJson, actionStoryJson } from "./text/action-json.ts";
import { actionsText, actionText, stateWord } from "./text/action-text.ts";
import { actionTotalsJson, actionTotalsText } from "./text/action-totals-text.ts";
import { paintFor } from "./text/paint.ts";
import { wrapped } from "./text/wrapped.ts";
import { withDesk } from "./with-desk.ts";

type ListOptions = CommonOptions & {
  readonly state?: (typeof actionStates)[number];
  readonly kind?: string;
  readonly platform?: string;
  readonly since?: string;
  readonly limit: number;
};
type SettleOptions = CommonOptions & { readonly evidence: string };

const listedMax = 1_000;
const idHelp = "its id as the list shows it, or the beginning or end of it";

/** `millrace actions` */
export function define(program: Command, context: CliContext): void {
  const actions = program.command("actions").description("Everything that Millrace did, or would do, outside.");
  const list = withCommon(actions.command("list", { isDefault: true }))
    .description("Lists acts, newest first, with where each is.")
    .addOption(new Option("--state <state>", "only those in this state").choices([...actionStates]))
    .option("--kind <kind>", "only those of this kind, such as sale.refund")
    .option("--platform <id>", "only those at this platform")
    .option("--since <day>", "only those proposed on this day or later, such as 2026-11-01")
    .option("--limit <n>", `how many, at most ${listedMax}`, count, 50)
    .action((options: ListOptions) => list_(options, context));
  withExamples(
    list,
    "millrace actions",
    "millrace actions --since 2026-11-01",
    "millrace actions list --state denied --kind sale.refund --json",
  );
  const show = withCommon(actions.command("show"))
    .description("Shows exactly what is planned, what the rules said, who said yes, and what happened.")
    .argument("<id>", idHelp)
    .action((id: string, options: CommonOptions) => show_(id, options, context));
  withExamples(show, "millrace actions show 3f9a01bc");
  const recall = withCommon(actions.command("recall"))
    .description("Takes your yes back while the act is still in line.")
    .argument("<id>", idHelp)
    .action((id: string, options: CommonOptions) => recall_(id, options, context));
  withExamples(recall, "millrace actions recall 3f9a01bc");
  const edit = withCommon(actions.command("edit"))
    .description("Changes the plan of an act that waits. A yes to the old plan is worth nothing for the new one.")
    .argument("<id>", idHelp)
    .argument("<change...>", "such as price=1500; amounts in minor units")
    .action((id: string, changes: readonly string[], options: CommonOptions) => edit_(id, changes, options, context));
  withExamples(edit, "millrace actions edit 3f9a01bc price=1500");
  const settle = withCommon(actions.command("settle"))
    .description("Says what became of an act of unknown fate, when you looked for yourself.")
    .argument("<id>", idHelp)
    .argument("<was>", "done or failed", doneOrFailed)
    .requiredOption("--evidence <text>", "what you saw, and where")
    .action((id: string, was: "done" | "failed", options: SettleOptions) => settle_(id, was, options, context));
  withExamples(settle, 'millrace actions settle 3f9a01bc done --evidence "Gumroad shows the refund, receipt 441"');
  defineOutcome(actions, context);
}

function count(text: string): number {
  const n = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  if (n < 1 || n > listedMax) throw new InvalidArgumentError(`Give a number from 1 to ${listedMax}.`);
  return n;
}

function doneOrFailed(text: string): "done" | "failed" {
  if (text === "done" || text === "failed") return text;
  throw new InvalidArgumentError("Say done or failed.");
}

async function list_(options: ListOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const states = options.state === undefined ? {} : { states: [options.state] };
    const { kind, platform, limit } = options;
    if (kind !== undefined && !isActionKind(kind)) noSuchKind(kind);
    const only = { ...(kind === undefined ? {} : { kind }), ...(platform === undefined ? {} : { target: platform }) };
    const since = sinceDay(options.since, book, context.clock.now());
    const filter = { bookId: book.id, ...states, ...only, ...(since === undefined ? {} : { since }) };
    const rows = await listActions(workplace.store, { ...filter, limit });
    const totals = await actionTotals(workplace.store, filter);
    if (options.json) {
      sayJson(context.out, { actions: rows.map(actionJson), totals: actionTotalsJson(totals) });
      return;
    }
    context.out.write(actionsText(rows, book.timeZone, paintFor(context.out), context.out.columns));
    if (totals.count > 0) context.out.write(`\n${wrapped(actionTotalsText(totals), context.out.columns)}`);
  });
}

/** The first moment of a day in the book's zone. */
function sinceDay(typed: string | undefined, book: Book, now: number): number | undefined {
  if (typed === undefined) return undefined;
  const period = choosePeriod({ day: typed }, book.timeZone, now, undefined);
  if (!period.ok) throw new ProblemError(period.error);
  return startOfDay(period.value.from, book.timeZone);
}

async function show_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const story = await showAction(workplace, book, id);
    if (!story.ok) throw new ProblemError(story.error);
    if (options.json) sayJson(context.out, actionStoryJson(story.value));
    else context.out.write(actionText(story.value, book.timeZone, paintFor(context.out), context.out.columns));
  });
}

async function recall_(id: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const row = await recallAction(workplace, book, id);
    if (!row.ok) throw new ProblemError(row.error);
    if (options.json) sayJson(context.out, actionJson(row.value));
    else {
      const waits = row.value.state === "needs-approval" ? " It waits in your inbox again." : "";
      sayLine(context.out, `Taken back, nothing was sent: ${actionLine(row.value.action)}.${waits}`);
    }
  });
}

async function edit_(
  id: string,
  changes: readonly string[],
  options: CommonOptions,
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const row = await editAction(workplace, book, id, Object.fromEntries(changes.map(changeOf)));
    if (!row.ok) throw new ProblemError(row.error);
    if (options.json) sayJson(context.out, actionJson(row.value));
    else sayLine(context.out, `Changed, and ${stateWord(row.value)}: ${actionLine(row.value.action)}.`);
  });
}

/** `price=1500` → a text, `announced=true` → a flag. */
function changeOf(text: string): readonly [string, string | boolean] {
  const at = text.indexOf("=");
  const value = text.slice(at + 1);
  return [at < 0 ? text : text.slice(0, at), value === "true" ? true : value === "false" ? false : value];
}

async function settle_(id: string, was: "done" | "failed", options: SettleOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const row = await settleAction(workplace, book, id, { was, evidence: options.evidence });
    if (!row.ok) throw new ProblemError(row.error);
    if (options.json) sayJson(context.out, actionJson(row.value));
    else sayLine(context.out, `Kept as ${was}: ${actionLine(row.value.action)}.`);
  });
}
