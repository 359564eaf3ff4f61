import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { actionLine } from "../domain/action/in-words.ts";
import { rejectAction } from "../operations/answer-actions.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & { readonly reason?: string };

/** `millrace reject` */
export function define(program: Command, context: CliContext): void {
  const reject = withCommon(program.command("reject"))
    .description("Says no to an act. The reason is kept: what proposes learns from it.")
    .argument("<id>", "as `millrace inbox` shows it, or the beginning or end of its id")
    .option("--reason <text>", "why not")
    .action((id: string, options: Options) => reject_(id, options, context));
  withExamples(reject, 'millrace reject 3f9a01bc --reason "too early in the year"');
}

async function reject_(id: string, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const row = await rejectAction(workplace, book, id, options.reason);
    if (!row.ok) throw new ProblemError(row.error);
    if (options.json) sayJson(context.out, actionJson(row.value));
    else sayLine(context.out, `Rejected: ${actionLine(row.value.action)}.`);
  });
}
