import type { Command } from "commander";
import { fail } from "../base/problem.ts";
import { type CommonOptions, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type Options = Pick<CommonOptions, "book"> & { readonly readOnly?: boolean };

/** `millrace mcp` */
export function define(program: Command, context: CliContext): void {
  const mcp = program
    .command("mcp")
    .description(
      "Speaks the Model Context Protocol over standard input and output, so that an assistant on this machine can read the books and propose, never do. The assistant starts it by itself.",
    )
    .option("--read-only", "let it read, and propose nothing")
    .action((options: Options) => mcp_(options, context));
  withExamples(mcp, "millrace mcp", "millrace mcp --read-only");
}

async function mcp_({ readOnly }: Options, context: CliContext): Promise<void> {
  const { serveAssistant } = context;
  if (serveAssistant === undefined) return fail("no-assistants", "Assistants cannot be served from here.");
  await withDesk(context, {}, async ({ workplace }) => {
    // Standard output belongs to the protocol: what is for a person goes beside it.
    if (context.input.isTerminal)
      sayLine(
        context.err,
        "This speaks to assistants, not to people; Ctrl-C ends it. docs/mcp.md tells how to join one.",
      );
    const deps = { workplace, facts: { version: context.version } };
    await serveAssistant(deps, readOnly ? ["read"] : ["read", "propose"], context.stop);
  });
}
