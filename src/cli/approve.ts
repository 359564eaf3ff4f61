import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { actionLine } from "../domain/action/in-words.ts";
import { approveActions } from "../operations/answer-actions.ts";
import { stopsOn } from "../store/stop-switch.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { shortId } from "./text/action-text.ts";
import { stopText } from "./text/inbox-text.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & { readonly plan?: string };

/** `millrace approve` */
export function define(program: Command, context: CliContext): void {
  const approve = withCommon(program.command("approve"))
    .description(
      "Says yes to an act, or to several of one kind that can be undone. It stays in line for some seconds, in which `millrace actions recall` takes the yes back. The rules are asked again; a yes does not go against them.",
    )
    .argument("<id...>", "as `millrace inbox` shows it, or the beginning or end of its id")
    .option("--plan <hash>", "only if the plan still is the one you saw: its hash, or how that begins")
    .action((ids: readonly string[], options: Options) => approve_(ids, options, context));
  withExamples(approve, "millrace approve 3f9a01bc", "millrace approve 3f9a01bc 77ab2c01");
}

async function approve_(ids: readonly string[], options: Options, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const answered = await approveActions(workplace, book, ids, options.plan);
    if (!answered.ok) throw new ProblemError(answered.error);
    if (options.json) {
      sayJson(context.out, {
        answered: answered.value.map(({ typed, result }) =>
          result.ok ? { typed, action: actionJson(result.value) } : { typed, problem: result.error },
        ),
      });
    }
    for (const { result } of options.json ? [] : answered.value) {
      if (!result.ok) sayLine(context.err, problemText(result.error));
      else {
        const row = result.value;
        const dry = row.mode === "dry" ? " It is a dry run: nothing will be sent." : "";
        const seconds = Math.ceil(((row.dueAt ?? 0) - context.clock.now()) / 1_000);
        const back = `\`millrace actions recall ${shortId(row)}\` takes it back for ${seconds} seconds.`;
        sayLine(context.out, `Approved: ${actionLine(row.action)}.${dry} ${back}`);
      }
    }
    const approved = answered.value.some(({ result }) => result.ok);
    for (const stop of approved ? await stopsOn(workplace.store) : []) sayLine(context.err, stopText(stop));
    if (answered.value.some(({ result }) => !result.ok)) throw new Exit(1);
  });
}
