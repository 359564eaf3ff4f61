import { type Command, Option } from "commander";
import { ProblemError } from "../base/problem.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { keyPaths, loadMasterCandidates } from "../vault/master.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { type RotateChoices, rotate } from "./key-rotate.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";

type ShowOptions = { readonly json?: boolean };

/** `millrace key` */
export function define(program: Command, context: CliContext): void {
  const key = program.command("key").description("The encryption key of your books: where it is, and a new one.");
  const rotating = withDebug(key.command("rotate"))
    .description(
      "Encrypts everything anew under a new key. Stop the engine first. Whatever moment it is cut short at, the old key or the new one opens the books, and running it again finishes it.",
    )
    .addOption(
      new Option("--to <what>", "what the new key is to be; what it is now when left out").choices([
        "file",
        "passphrase",
      ]),
    )
    .option(
      "--passphrase-file <file>",
      "read the new passphrase from this file, - is standard input; MILLRACE_NEW_PASSPHRASE may hold it too",
    )
    .option("--json", "print JSON for scripts")
    .action((options: RotateChoices) => rotate(options, context));
  withExamples(
    rotating,
    "millrace key rotate",
    "millrace key rotate --to passphrase",
    "pass show millrace | millrace key rotate --to passphrase --passphrase-file -",
  );
  const show = withDebug(key.command("show-path"))
    .description("Tells where the key comes from. Never shows the key itself.")
    .option("--json", "print JSON for scripts")
    .action((options: ShowOptions) => showPath(options, context));
  withExamples(show, "millrace key show-path");
}

function showPath(options: ShowOptions, context: CliContext): void {
  const { config } = configuration(context);
  const keys = loadMasterCandidates(config);
  if (!keys.ok) throw new ProblemError(keys.error);
  const { candidates, warnings } = keys.value;
  const [current, next] = candidates;
  // There is at least one, says whoever found them.
  if (!current) return;
  const keyId = deriveKeys(current.secret).kek.id;
  if (options.json) {
    sayJson(context.out, { origin: current.origin, keyId, rotationUnfinished: next !== undefined, warnings });
    return;
  }
  const { salt } = keyPaths(config.dataDir);
  const withSalt = current.origin === "MILLRACE_PASSPHRASE" ? ` together with ${salt}` : "";
  sayLine(context.out, `The key comes from ${current.origin}${withSalt}. Its id is ${keyId}.`);
  if (next)
    sayLine(
      context.out,
      "A key rotation was cut short; the next command that opens the books finishes it or takes it back.",
    );
  for (const warning of warnings) sayLine(context.err, `Note: ${problemText(warning)}`);
}
