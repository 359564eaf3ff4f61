import type { Command } from "commander";
import { ProblemError, problem } from "../base/problem.ts";
import { askRefund, type PlannedRefund, planRefund, sendWhenDue } from "../operations/own-refund.ts";
import { showAction } from "../operations/show-action.ts";
import type { ActionRow } from "../store/action.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { shortId } from "./text/action-text.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & { readonly amount?: string; readonly reason?: string; readonly yes?: boolean };

/** `millrace refund` */
export function define(program: Command, context: CliContext): void {
  const refund = withCommon(program.command("refund"))
    .description(
      "Refunds a sale, whole or in part, after you confirmed the sentence with amount and sale. It goes the same road as everything that leaves: rules, a few seconds in line, and never twice.",
    )
    .argument("<sale>", "the platform's id of the sale, or its key such as gumroad/sale/abc")
    .option("--amount <amount>", "how much; all that is left when left out")
    .option("--reason <text>", "why, for the record")
    .option("--yes", "do not ask, for scripts")
    .action((sale: string, options: Options) => refund_(sale, options, context));
  withExamples(
    refund,
    "millrace refund abc123==",
    'millrace refund abc123== --amount 5.00 --reason "one file was missing"',
  );
}

async function refund_(sale: string, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const planned = await planRefund(workplace, book, sale, options);
    if (!planned.ok) throw new ProblemError(planned.error);
    const { standing, sentence } = planned.value;
    if (standing !== undefined) {
      tell(standing, "", options, context, "This refund was asked for before: ");
      return;
    }
    if (!options.yes) await confirm(planned.value, context);
    else if (!options.json) sayLine(context.out, sentence);
    const row = await askRefund(workplace, book, planned.value);
    if (!row.ok) throw new ProblemError(row.error);
    if (row.value.state === "queued" && !options.json) {
      sayLine(context.out, "It leaves in a few seconds; Ctrl-C takes it back.");
    }
    const ended =
      row.value.state === "queued" ? await sendWhenDue(workplace, book, row.value, context.stop) : row.value;
    const story = await showAction(workplace, book, ended.action.id);
    const why = story.ok ? (story.value.events.at(-1)?.why ?? "") : "";
    tell(ended, why, options, context, "");
    if (["denied", "failed", "unknown"].includes(ended.state)) throw new Exit(1);
  });
}

async function confirm({ sentence }: PlannedRefund, context: CliContext): Promise<void> {
  const notAsked = problem("not-confirmed", `Not confirmed: ${sentence}`, {
    kept: "Nothing was refunded.",
    fix: "Add --yes where nobody can be asked.",
  });
  if (!context.input.isTerminal) throw new ProblemError(notAsked);
  sayLine(context.err, sentence);
  const answer = await context.input.ask("Type refund to do it: ");
  if (answer.trim().toLowerCase() !== "refund") {
    throw new ProblemError(problem("not-confirmed", "Not confirmed.", { kept: "Nothing was refunded." }));
  }
}

function tell(row: ActionRow, why: string, options: Options, context: CliContext, lead: string): void {
  if (options.json) sayJson(context.out, actionJson(row));
  else sayLine(context.out, `${lead}${words(row, why)}`);
}

function words(row: ActionRow, why: string): string {
  const id = shortId(row);
  const more = `\`millrace actions show ${id}\` tells all about it.`;
  if (row.mode === "dry" && row.state === "done") {
    return "A dry run: all was checked, and nothing was sent. `millrace autonomy sale.refund --live` lets refunds really leave.";
  }
  switch (row.state) {
    case "done":
      return `Refunded. ${more}`;
    case "queued":
      return `It waits in line${row.waitsFor === "" ? "" : `: ${row.waitsFor}`} ${more}`;
    case "recalled":
    case "cancelled":
      return "Taken back: nothing was refunded.";
    case "unknown":
      return `It is not known whether it was refunded. Do not refund it again: it is looked for. ${more}`;
    case "failed":
    case "denied":
      return `Nothing was refunded. ${why} ${more}`;
    default:
      return `It is ${row.state}. ${more}`;
  }
}
