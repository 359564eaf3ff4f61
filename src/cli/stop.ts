import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { scopeName } from "../domain/action/standing.ts";
import { stopActing } from "../operations/stop-switches.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type Options = { readonly reason?: string; readonly json?: boolean };

/** `millrace stop` */
export function define(program: Command, context: CliContext): void {
  const stop = withDebug(program.command("stop"))
    .description(
      "Stops acting outside at once: everything, one platform or one kind of act. Reading and booking go on, and so do refunds and whatever else only gives back, takes down or ends something. It holds across restarts until `millrace go`.",
    )
    .argument("[what]", "a platform such as gumroad, or a kind such as listing.price; everything when left out")
    .option("--reason <text>", "why, for the record")
    .option("--json", "print JSON for scripts")
    .action((what: string | undefined, options: Options) => stop_(what, options, context));
  withExamples(
    stop,
    "millrace stop",
    'millrace stop gumroad --reason "prices look wrong"',
    "millrace stop listing.price",
  );
}

async function stop_(what: string | undefined, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, {}, async ({ workplace }) => {
    const on = await stopActing(workplace, what, options.reason);
    if (!on.ok) throw new ProblemError(on.error);
    if (options.json) sayJson(context.out, { stopped: on.value.map(({ scope }) => scope) });
    else for (const { scope } of on.value) sayLine(context.out, `Stopped: ${scopeName(scope)}.`);
  });
}
