import { resolve } from "node:path";
import type { Command } from "commander";
import { exportConfig } from "../base/config-show.ts";
import { counted } from "../domain/text/amount-text.ts";
import { backupTo } from "../upkeep/back-up.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type Options = { readonly force?: boolean; readonly json?: boolean };

/** `millrace backup` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("backup"))
    .description("Writes everything into one encrypted file. The engine may run meanwhile. The key is not in it.")
    .argument("<file>", "the file to write, best on another disk")
    .option("--force", "replace the file if it is there")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: Options) => backup(file, options, context));
  withExamples(command, "millrace backup /media/stick/millrace.backup");
}

async function backup(file: string, options: Options, context: CliContext): Promise<void> {
  await withDesk(context, {}, async ({ workplace, loaded }) => {
    const made = await backupTo({
      installation: workplace.installation,
      path: resolve(context.environment.workingDir, file),
      force: options.force ?? false,
      program: context.version,
      configuration: { ...exportConfig(loaded) },
      actor: workplace.actor,
      clock: context.clock,
    });
    if (options.json) sayJson(context.out, { file: made.path, bytes: made.bytes, notes: made.notes });
    else sayLine(context.out, `The back-up is ${made.path}, ${counted(made.bytes, "byte")}.`);
  });
}
