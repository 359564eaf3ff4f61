import { resolve } from "node:path";
import type { Command } from "commander";
import { describeConfig, exportConfig } from "../base/config-show.ts";
import { type Problem, ProblemError } from "../base/problem.ts";
import { writePrivateFile } from "../base/secret-file.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { configuration } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type ShowOptions = { readonly json?: boolean };
type BackupOptions = ShowOptions & { readonly force?: boolean };

/** `millrace config` */
export function define(program: Command, context: CliContext): void {
  const config = program
    .command("config")
    .description("The settings in force and where each comes from. Secrets are never shown.");
  const show = withDebug(config.command("show", { isDefault: true }))
    .description("Shows every setting in force and where it comes from: a variable, millrace.json, or the default.")
    .option("--json", "print JSON for scripts")
    .action((options: ShowOptions) => show_(options, context));
  withExamples(show, "millrace config", "millrace config show --json");
  const backup = withDebug(config.command("backup"))
    .description("Writes what you have set to a file that can become millrace.json again, without secrets.")
    .argument("<file>", "file to write")
    .option("--force", "replace the file if it is there")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: BackupOptions) => backup_(file, options, context));
  withExamples(backup, "millrace config backup millrace-settings.json");
}

function show_(options: ShowOptions, context: CliContext): void {
  const loaded = configuration(context);
  const { filePath, warnings } = loaded;
  const lines = describeConfig(loaded);
  if (options.json) {
    const settings = lines.map(({ key, env, value, origin, help }) => ({ key, variable: env, value, origin, help }));
    sayJson(context.out, { file: filePath, settings, warnings });
    return;
  }
  const columns = [{ title: "Setting" }, { title: "Value" }, { title: "From" }];
  const rows = lines.map(({ env, value, origin }) => [env, value === "" ? "–" : value, origin]);
  context.out.write(table(columns, rows, context.out.columns, paintFor(context.out)));
  sayLine(context.out, `A variable wins over ${filePath}, and that over the default.`);
  for (const warning of warnings) sayLine(context.err, `Note: ${problemText(warning)}`);
}

function backup_(file: string, options: BackupOptions, context: CliContext): void {
  if (file.trim() === "") wrongUse("The name of the file is empty.", "Name a file to write.");
  const { settings, leftOut } = exportConfig(configuration(context));
  const path = resolve(context.environment.workingDir, file);
  const written = writePrivateFile(path, `${JSON.stringify(settings, null, 2)}\n`, "file", options.force ?? false);
  if (!written.ok) throw new ProblemError(withFix(written.error));
  const missing = leftOut.length > 0 ? ` Left out, to be set again by hand: ${leftOut.join(", ")}.` : "";
  if (options.json) sayJson(context.out, { file: path, settings, leftOut });
  else sayLine(context.out, `Your settings are in ${file}.${missing}`);
}

function withFix(found: Problem): Problem {
  const fix =
    found.code === "file-exists"
      ? "Name a new file, or add --force to replace this one."
      : "Check that its folder is there and may be written to.";
  return { ...found, fix };
}
