import { Argument, type Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { actionLine } from "../domain/action/in-words.ts";
import { type OutcomeResult, outcomeResults } from "../domain/action/outcome.ts";
import { recordTypedOutcome } from "../operations/record-outcome.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & {
  readonly measured: string;
  readonly from?: string;
  readonly to?: string;
  readonly amount?: string;
  readonly compared?: string;
  readonly note?: string;
};

/** `millrace actions outcome` */
export function defineOutcome(actions: Command, context: CliContext): void {
  const outcome = withCommon(actions.command("outcome"))
    .description("Keeps what came of an act that was done, as you measured it. Ends its road.")
    .argument("<id>", "its id as the list shows it, or the beginning or end of it")
    .addArgument(new Argument("<result>", "what came of it").choices([...outcomeResults]))
    .requiredOption("--measured <text>", "what you measured")
    .option("--from <day>", "first day that you looked at; the day it was done when left out")
    .option("--to <day>", "last day that you looked at; today when left out")
    .option("--amount <amount>", 'what it came to, such as "12.50 USD"')
    .option("--compared <text>", "what was held out and compared with; nothing when left out")
    .option("--note <text>", "a sentence to keep with it")
    .action((id: string, result: OutcomeResult, options: Options) => record(id, result, options, context));
  withExamples(
    outcome,
    'millrace actions outcome 3f9a01bc effect --measured "sales of the planner in 30 days" --amount "48.00 USD"',
  );
}

async function record(id: string, result: OutcomeResult, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { measured, from, to, amount, compared, note } = options;
    const said = { result, measure: measured, from, to, amount, compared, note };
    const row = await recordTypedOutcome(workplace, book, id, said);
    if (!row.ok) throw new ProblemError(row.error);
    if (options.json) sayJson(context.out, actionJson(row.value));
    else sayLine(context.out, `Kept what came of it: ${actionLine(row.value.action)}.`);
  });
}
