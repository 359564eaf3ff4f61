import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { fail, ProblemError } from "../base/problem.ts";
import { Secret } from "../base/secret.ts";
import { rotateKey } from "../upkeep/rotate-key.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { keyPaths, loadMasterCandidates, type MasterCandidates } from "../vault/master.ts";
import { type CommonOptions, withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { problemText, sayJson, sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type RotateOptions = CommonOptions & { readonly to: "file" | "passphrase"; readonly passphraseFile?: string };

/** `millrace key` */
export function define(program: Command, context: CliContext): void {
  const key = program.command("key").description("The encryption key: where it is, and a new one.");
  const rotate = withDebug(key.command("rotate"))
    .description(
      "Encrypts everything anew under a new key. Stop the engine first. Whatever moment it is cut short at, the old key or the new one opens the books.",
    )
    .addOption(new Option("--to <what>", "what the new key is to be").choices(["file", "passphrase"]).default("file"))
    .option("--passphrase-file <file>", "read the new passphrase from this file; - is standard input")
    .option("--json", "print JSON for scripts")
    .action((options: RotateOptions) => rotate_(options, context));
  withExamples(
    rotate,
    "millrace key rotate",
    "millrace key rotate --to passphrase",
    "pass show millrace | millrace key rotate --to passphrase --passphrase-file -",
  );
  const show = withDebug(key.command("show-path"))
    .description("Tells where the key comes from. Never shows the key itself.")
    .option("--json", "print JSON for scripts")
    .action((options: CommonOptions) => showPath(options, context));
  withExamples(show, "millrace key show-path");
}

function loadedKeys(context: CliContext): MasterCandidates {
  const keys = loadMasterCandidates(configuration(context).config);
  if (keys.ok) return keys.value;
  throw new ProblemError(keys.error);
}

async function rotate_(options: RotateOptions, context: CliContext): Promise<void> {
  if (options.to === "file" && options.passphraseFile !== undefined)
    wrongUse("--passphrase-file is only for --to passphrase.");
  const { config } = configuration(context);
  const { candidates } = loadedKeys(context);
  const to =
    options.to === "file"
      ? ({ kind: "key-file" } as const)
      : ({ kind: "passphrase", passphrase: await newPassphrase(options, context) } as const);
  const { dataDir, databaseUrl } = config;
  const { clock, random, pid } = context;
  const report = await rotateKey({ dataDir, databaseUrl, keys: candidates, to, clock, random, pid, actor: "owner" });
  const { oldKeyId, newKeyId, dataKeys, notes, master } = report;
  if (options.json) {
    sayJson(context.out, { oldKeyId, newKeyId, dataKeys, origin: master.origin, notes });
    return;
  }
  sayLine(
    context.out,
    `The key was changed from ${oldKeyId} to ${newKeyId}; everything is encrypted under the new one.`,
  );
  for (const note of notes) sayLine(context.out, note);
  if (to.kind === "passphrase")
    sayLine(
      context.out,
      `Set MILLRACE_PASSPHRASE to the new passphrase from now on, and keep a copy of ${keyPaths(dataDir).salt}.`,
    );
  else
    sayLine(
      context.out,
      "Keep a copy of the new key somewhere else. Back-ups from before open with the old key only: make a new one.",
    );
}

/** From a file, from what is piped in, or asked for twice; never from the command line, which others can see. */
async function newPassphrase(options: RotateOptions, context: CliContext): Promise<Secret> {
  const { passphraseFile } = options;
  if (passphraseFile === "-") return new Secret(withoutLineEnd(await context.input.readAll()));
  if (passphraseFile !== undefined) {
    try {
      return new Secret(withoutLineEnd(readFileSync(resolve(context.environment.workingDir, passphraseFile), "utf8")));
    } catch (cause) {
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown reason";
      return fail("passphrase-unreadable", `The passphrase file ${passphraseFile} cannot be read (${code}).`, {
        kept: "The key is unchanged.",
      });
    }
  }
  if (!context.input.isTerminal)
    wrongUse(
      "There is no terminal to ask for the new passphrase at.",
      "Give it with --passphrase-file <file>, or pipe it in with --passphrase-file -.",
    );
  const first = await context.input.askHidden("New passphrase: ");
  const second = await context.input.askHidden("Once more: ");
  if (first !== second)
    return fail("passphrase-differs", "The two passphrases are not the same.", { kept: "The key is unchanged." });
  return new Secret(first);
}

function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}

async function showPath(options: CommonOptions, context: CliContext): Promise<void> {
  const { candidates, warnings } = loadedKeys(context);
  const [current, next] = candidates;
  if (!current) fail("key-missing", "There is no encryption key.", { fix: "Run `millrace init`." });
  const keyId = deriveKeys(current.secret).kek.id;
  if (options.json) {
    sayJson(context.out, { origin: current.origin, keyId, rotationUnfinished: next !== undefined });
    return;
  }
  const byPassphrase =
    current.origin === "MILLRACE_PASSPHRASE" ? ` with ${keyPaths(configuration(context).config.dataDir).salt}` : "";
  sayLine(context.out, `The key comes from ${current.origin}${byPassphrase}. Its id is ${keyId}.`);
  if (next)
    sayLine(
      context.out,
      "A key rotation was cut short; the next command that opens the books finishes it or takes it back.",
    );
  for (const warning of warnings) sayLine(context.err, `Note: ${problemText(warning)}`);
}
