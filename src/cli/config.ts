import { resolve } from "node:path";
import type { Command } from "commander";
import { describeConfig, exportConfig } from "../base/config-show.ts";
import { ProblemError } from "../base/problem.ts";
import { writePrivateFile } from "../base/secret-file.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { configuration } from "./with-desk.ts";

type ShowOptions = { readonly json?: boolean };
type BackupOptions = ShowOptions & { readonly force?: boolean };

/** `millrace config` */
export function define(program: Command, context: CliContext): void {
  const config = program.command("config").description("The settings in force, and where each comes from.");
  const show = withDebug(config.command("show", { isDefault: true }))
    .description("Shows every setting with its value and where that comes from. Secrets are never shown.")
    .option("--json", "print JSON for scripts")
    .action((options: ShowOptions) => showConfig(options, context));
  withExamples(show, "millrace config", "millrace config show --json");
  const backup = withDebug(config.command("backup"))
    .description("Writes what you have set into a file, without secrets; it can serve as millrace.json elsewhere.")
    .argument("<file>", "the file to write")
    .option("--force", "replace the file if it is there")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: BackupOptions) => backupConfig(file, options, context));
  withExamples(backup, "millrace config backup millrace-settings.json");
}

function showConfig(options: ShowOptions, context: CliContext): void {
  const loaded = configuration(context);
  const lines = describeConfig(loaded);
  if (options.json) {
    sayJson(context.out, { file: loaded.filePath, settings: lines, warnings: loaded.warnings });
    return;
  }
  const columns = [{ title: "Setting" }, { title: "Value", mayShrink: true }, { title: "From", mayShrink: true }];
  const rows = lines.map(({ env, value, origin }) => [env, value, origin]);
  context.out.write(table(columns, rows, context.out.columns, paintFor(context.out)));
}

function backupConfig(file: string, options: BackupOptions, context: CliContext): void {
  const { settings, leftOut } = exportConfig(configuration(context));
  const path = resolve(context.environment.workingDir, file);
  const written = writePrivateFile(path, `${JSON.stringify(settings, null, 2)}\n`, "file", options.force ?? false);
  if (!written.ok) throw new ProblemError(written.error);
  if (options.json) sayJson(context.out, { file: path, settings, leftOut });
  else sayLine(context.out, `Your settings are in ${path}.`);
}
