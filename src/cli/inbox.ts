import type { Command } from "commander";
import { listInbox } from "../operations/list-inbox.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson } from "./say.ts";
import { actionJson } from "./text/action-json.ts";
import { inboxText } from "./text/action-text.ts";
import { paintFor } from "./text/paint.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace inbox` */
export function define(program: Command, context: CliContext): void {
  const inbox = withCommon(program.command("inbox"))
    .description("What waits for you: acts that want your yes, and acts of which nobody knows whether they were done.")
    .action((options: CommonOptions) => inbox_(options, context));
  withExamples(inbox, "millrace inbox", "millrace inbox --json");
}

async function inbox_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const items = await listInbox(workplace, book);
    if (options.json) {
      sayJson(context.out, {
        waiting: items.map(({ row, wants, sentence }) => ({ ...actionJson(row), wants, why: sentence })),
      });
    } else context.out.write(inboxText(items, book.timeZone, paintFor(context.out), context.out.columns));
  });
}
