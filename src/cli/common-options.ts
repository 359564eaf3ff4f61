import type { Command } from "commander";

/** Options that many commands have. */
export type CommonOptions = { readonly book?: string; readonly json?: boolean; readonly debug?: boolean };

/** Adds `--debug`, which every command has. */
export function withDebug(command: Command): Command {
  return command.option("--debug", "show more when something goes wrong");
}

/** Adds `--book`, `--json` and `--debug`. */
export function withCommon(command: Command): Command {
  return withDebug(
    command
      .option("--book <slug>", "which books, where there are several", "main")
      .option("--json", "print JSON for scripts"),
  );
}

/** Adds examples below a command's help. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText("after", `\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
