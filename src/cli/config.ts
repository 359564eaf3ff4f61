import { resolve } from "node:path";
import type { Command } from "commander";
import { describeConfig, exportConfig } from "../base/config-show.ts";
import { ProblemError } from "../base/problem.ts";
import { writePrivateFile } from "../base/secret-file.ts";
import { type CommonOptions, withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { table } from "./text/table.ts";
import { configuration } from "./with-desk.ts";

/** `millrace config` */
export function define(program: Command, context: CliContext): void {
  const config = withDebug(program.command("config")).description(
    "The settings in force and where each comes from. Secrets are never shown.",
  );
  const show = withDebug(config.command("show", { isDefault: true }))
    .description("Shows every setting in force and where it comes from.")
    .option("--json", "print JSON for scripts")
    .action((options: CommonOptions) => show_(options, context));
  withExamples(show, "millrace config", "millrace config show --json");
  const backup = withDebug(config.command("backup"))
    .description("Writes what you have set to a file that can become millrace.json again, without secrets.")
    .argument("<file>", "file to write")
    .option("--force", "replace the file if it is there")
    .action((file: string, options: { readonly force?: boolean }) => backup_(file, options.force ?? false, context));
  withExamples(backup, "millrace config backup millrace-settings.json");
}

async function show_(options: CommonOptions, context: CliContext): Promise<void> {
  const loaded = configuration(context);
  const lines = describeConfig(loaded);
  if (options.json)
    sayJson(context.out, {
      file: loaded.filePath,
      settings: lines.map(({ key, env, value, origin }) => ({ key, variable: env, value, origin })),
    });
  else {
    const columns = [{ title: "Setting" }, { title: "Value" }, { title: "From" }];
    context.out.write(
      table(
        columns,
        lines.map(({ env, value, origin }) => [env, value === "" ? "–" : value, origin]),
        context.out.columns,
        paintFor(context.out),
      ),
    );
  }
  for (const warning of loaded.warnings) sayLine(context.err, `Note: ${problemText(warning)}`);
}

async function backup_(file: string, force: boolean, context: CliContext): Promise<void> {
  const { settings, leftOut } = exportConfig(configuration(context));
  const written = writePrivateFile(
    resolve(context.environment.workingDir, file),
    `${JSON.stringify(settings, null, 2)}\n`,
    "settings file",
    force,
  );
  if (!written.ok) throw new ProblemError(written.error);
  sayLine(
    context.out,
    `Your settings are in ${file}.${leftOut.length > 0 ? ` Left out, to be set again by hand: ${leftOut.join(", ")}.` : ""}`,
  );
}
