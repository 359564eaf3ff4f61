import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { scopeName } from "../domain/action/standing.ts";
import { letGo } from "../operations/stop-switches.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type Options = { readonly json?: boolean };

/** `millrace go` */
export function define(program: Command, context: CliContext): void {
  const go = withDebug(program.command("go"))
    .description("Lets go on what `millrace stop` stopped. What waited in line is looked at anew before it leaves.")
    .argument("[what]", "as it was given to `millrace stop`; everything when left out")
    .option("--json", "print JSON for scripts")
    .action((what: string | undefined, options: Options) => go_(what, options, context));
  withExamples(go, "millrace go", "millrace go gumroad");
}

async function go_(what: string | undefined, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, {}, async ({ workplace }) => {
    const on = await letGo(workplace, what);
    if (!on.ok) throw new ProblemError(on.error);
    if (options.json) sayJson(context.out, { stopped: on.value.map(({ scope }) => scope) });
    else if (on.value.length === 0) sayLine(context.out, "Nothing is stopped any more.");
    else for (const { scope } of on.value) sayLine(context.out, `Still stopped: ${scopeName(scope)}.`);
  });
}
