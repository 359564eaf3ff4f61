import type { Command } from "commander";
import { runJob } from "../operations/jobs-run.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { resultText, runJson } from "./text/jobs-text.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace jobs run` */
export function defineRun(jobs: Command, context: CliContext): void {
  const run = withCommon(jobs.command("run"))
    .description("Does a schedule's work now: by the engine where it runs, else right here.")
    .argument("<name>", "its name as the list shows it")
    .action((name: string, options: CommonOptions) => run_(name, options, context));
  withExamples(run, "millrace jobs run daily-report", "millrace jobs run gumroad-sales-recent --json");
}

async function run_(name: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace }) => {
    const started = await runJob(workplace, name, context.stop);
    const run = started.by === "command" ? started.run : undefined;
    if (options.json) sayJson(context.out, { name, by: started.by, run: run ? runJson(run) : null });
    else if (started.by === "engine") {
      const how = started.waited ? "waited already" : "is started";
      sayLine(context.out, `${name} ${how}; the engine does it in about a second. See \`millrace jobs show ${name}\`.`);
    } else if (run) sayLine(context.out, `No engine runs, so it was done here. ${name}: ${resultText(run)}`);
    else sayLine(context.out, `No engine runs, and ${name} could not be done here; it waits for the engine.`);
    if (started.by === "command" && run?.result !== "done") throw new Exit(1);
  });
}
