import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { keyPaths, loadMasterCandidates } from "../vault/master.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";

type ShowOptions = { readonly json?: boolean };

/** `millrace key` */
export function define(program: Command, context: CliContext): void {
  const key = program.command("key").description("The encryption key of your books: where it is, and a new one.");
  const show = withDebug(key.command("show-path"))
    .description("Tells where the encryption key comes from. The key itself is never shown.")
    .option("--json", "print JSON for scripts")
    .action((options: ShowOptions) => showPath(options, context));
  withExamples(show, "millrace key show-path");
}

function showPath(options: ShowOptions, context: CliContext): void {
  const { config } = configuration(context);
  const keys = loadMasterCandidates(config);
  if (!keys.ok) throw new ProblemError(keys.error);
  const origin = keys.value.candidates[0]?.origin ?? keyPaths(config.dataDir).key;
  if (options.json) sayJson(context.out, { origin });
  else sayLine(context.out, `The encryption key comes from ${origin}.`);
}
