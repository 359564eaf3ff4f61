import type { Command } from "commander";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";

/** `millrace doctor` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("doctor"))
    .description("Looks at everything that could keep Millrace from working or your books from being safe.")
    .option("--json", "print JSON for scripts")
    .action(() => {
      const { config } = configuration(context);
      sayLine(context.out, `Data directory  ${config.dataDir}`);
    });
  withExamples(command, "millrace doctor");
}
