import type { Command } from "commander";
import { listInbox } from "../operations/list-inbox.ts";
import { listSteps } from "../operations/steps.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { inboxText } from "./text/inbox-text.ts";
import { paintFor } from "./text/paint.ts";
import { stepJson } from "./text/step-json.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace inbox` */
export function define(program: Command, context: CliContext): void {
  const inbox = withCommon(program.command("inbox"))
    .description(
      "What waits for you, the soonest due first: acts that want your yes, acts of which nobody knows whether they were done, and steps that only a person can do.",
    )
    .action((options: CommonOptions) => inbox_(options, context));
  withExamples(inbox, "millrace inbox", "millrace inbox --json");
}

async function inbox_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const items = await listInbox(workplace, book);
    // What was answered waits for Millrace's look, not for a person.
    const steps = (await listSteps(workplace, book)).open.filter(({ state }) => state === "open");
    if (options.json) {
      sayJson(context.out, {
        waiting: items.map(({ row, wants, sentence }) => ({ ...actionJson(row), wants, why: sentence })),
        steps: steps.map(stepJson),
      });
    } else context.out.write(inboxText({ items, steps }, book.timeZone, paintFor(context.out), context.out.columns));
  });
}
