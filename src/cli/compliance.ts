import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { complianceText } from "../domain/policy/compliance-report.ts";
import type { RetryAdvice } from "../domain/policy/retry-governor.ts";
import { counted } from "../domain/text/amount-text.ts";
import { dayIn } from "../domain/time/day.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import { cardRetry } from "../operations/card-retry.ts";
import { choosePeriod } from "../operations/choose-period.ts";
import { reportCompliance, stateFactFor } from "../operations/compliance.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type ReportOptions = CommonOptions & { readonly from?: string; readonly to?: string };
type CardOptions = CommonOptions & {
  readonly network: string;
  readonly code: string;
  readonly triedDaysAgo?: string;
};
type FactOptions = CommonOptions & { readonly about?: string };

const daysBack = 30;
const dayMs = 86_400_000;

/** `millrace compliance` */
export function define(program: Command, context: CliContext): void {
  const compliance = program
    .command("compliance")
    .description("What was checked against the rules before it could leave, and what the rules go by.");
  const report = withCommon(compliance.command("report", { isDefault: true }))
    .description(
      `What was checked, asked and denied, by which rules, and which rules are old; the last ${daysBack} days unless told otherwise.`,
    )
    .option("--from <day>", "first day")
    .option("--to <day>", "last day")
    .action((options: ReportOptions) => report_(options, context));
  withExamples(report, "millrace compliance", "millrace compliance --from 2026-11-01 --to 2026-11-30 --json");
  const card = withCommon(compliance.command("card"))
    .description(
      "Says when a card that was declined may be tried again, by the card networks' rules and Millrace's own.",
    )
    .requiredOption("--network <name>", "visa, mastercard …")
    .requiredOption("--code <code>", "why it was declined, as the payment service says it, such as 51")
    .option("--tried-days-ago <days>", "how long ago it was tried, with commas between, such as 1,4")
    .action((options: CardOptions) => card_(options, context));
  withExamples(card, "millrace compliance card --network visa --code 51 --tried-days-ago 1,4");
  const fact = withCommon(compliance.command("fact"))
    .description("States a fact that the rules ask for and Millrace cannot find out, such as your lowest price.")
    .argument("<name>", "such as price.floor")
    .argument("<value>", "yes, no, a word, or a whole number; amounts in minor units")
    .option("--about <id>", "only for this product; its id as `millrace products` shows it")
    .action((name: string, value: string, options: FactOptions) => fact_(name, value, options, context));
  withExamples(
    fact,
    "millrace compliance fact price.floor 900 --about hrbrf",
    "millrace compliance fact price.emergency no",
  );
}

async function card_(options: CardOptions, context: CliContext): Promise<void> {
  const tried = (options.triedDaysAgo ?? "").split(",").filter((text) => text.trim() !== "");
  if (!tried.every((text) => /^ *\d{1,3} *$/.test(text)))
    wrongUse("--tried-days-ago takes whole numbers of days with commas between them.", "For example 1,4,9.");
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const triedDaysAgo = tried.map(Number);
    const advice = await cardRetry(workplace, { network: options.network, code: options.code, triedDaysAgo });
    if (!advice.ok) throw new ProblemError(advice.error);
    if (options.json) sayJson(context.out, adviceJson(advice.value));
    else sayLine(context.out, adviceText(advice.value, book.timeZone));
  });
}

function adviceJson(advice: RetryAdvice): Record<string, unknown> {
  return advice.when === "later" ? { ...advice, notBefore: isoTime(advice.notBefore) } : advice;
}

function adviceText(advice: RetryAdvice, zone: string): string {
  if (advice.when === "never") return `Never try this card again: ${advice.rule}.`;
  if (advice.when === "now")
    return `It may be tried now; ${counted(advice.left, "try", "tries")} left: ${advice.rule}.`;
  return `Not before ${momentName(advice.notBefore, zone)}: ${advice.rule}.`;
}

async function report_(options: ReportOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const now = context.clock.now();
    const day = dayIn(book.timeZone);
    const usual = { from: day(now - (daysBack - 1) * dayMs), to: day(now) };
    const period = choosePeriod({ from: options.from, to: options.to }, book.timeZone, now, usual);
    if (!period.ok) throw new ProblemError(period.error);
    const report = await reportCompliance(workplace, book, period.value);
    if (!report.ok) throw new ProblemError(report.error);
    const { from, to } = report.value;
    if (options.json) sayJson(context.out, { ...report.value, from: isoTime(from), to: isoTime(to) });
    else context.out.write(complianceText(report.value, book.timeZone));
  });
}

function factText(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

async function fact_(name: string, value: string, options: FactOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const stated = await stateFactFor(workplace, book, { name, value, about: options.about });
    if (!stated.ok) throw new ProblemError(stated.error);
    const about = options.about === undefined ? "" : ` for ${options.about}`;
    if (options.json) sayJson(context.out, { fact: name, value: stated.value, about: options.about });
    else sayLine(context.out, `From now on ${name}${about} is ${factText(stated.value)}.`);
  });
}
