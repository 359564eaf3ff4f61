import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { anchorsFolder } from "../audit/program.ts";
import type { Config } from "../base/config.ts";
import { fail, type Problem, ProblemError } from "../base/problem.ts";
import { fileExists } from "../base/secret-file.ts";
import { signCheckpoint } from "../operations/sign-checkpoint.ts";
import { witnessBackup } from "../operations/witness-backup.ts";
import { type CheckOptions, checkBackup } from "../upkeep/check-backup.ts";
import { type RestoreReport, restoreFrom } from "../upkeep/restore.ts";
import { loadMasterCandidates, type Master } from "../vault/master.ts";
import { withDebug, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson } from "./say.ts";
import { backupJson, backupReportText, restoredText } from "./text/restore-text.ts";
import { configuration, withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type Options = {
  readonly check?: boolean;
  readonly replace?: boolean;
  readonly keyFile?: string;
  readonly anchors?: string;
  readonly json?: boolean;
};

/** `millrace restore` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("restore"))
    .description(
      "Checks a back-up through and puts it into a data directory that holds no books yet (MILLRACE_DATA_DIR says which). With --check it is only checked, and nothing is touched.",
    )
    .argument("<file>", "a file that `millrace backup` wrote")
    .option("--check", "only check it: pages, tables, counts, the whole audit record; change nothing")
    .option("--replace", "put it in the place of books that are there; they are kept aside under another name")
    .option("--key-file <file>", "a key that opens it, where it is not the data directory's")
    .option(
      "--anchors <folder>",
      "copies of checkpoints to hold it against (those of the data directory when left out)",
    )
    .option("--json", "print JSON for scripts")
    .action((file: string, options: Options) => restore(file, options, context));
  withExamples(
    command,
    "millrace restore millrace.backup --check",
    "MILLRACE_DATA_DIR=/srv/millrace millrace restore millrace.backup --key-file kept.key",
  );
}

async function restore(file: string, options: Options, context: CliContext): Promise<void> {
  if (options.check && options.replace) wrongUse("--check and --replace cannot be given together.", "Check it first.");
  if (file.trim() === "") wrongUse("The name of the back-up is empty.", "Name a file that `millrace backup` wrote.");
  const { config } = configuration(context);
  const progress = progressOn(context.err, context.clock);
  try {
    const check = checkOptions(file, options, config, context, (done, total) =>
      progress.show("Checking the audit record", done / Math.max(1, total)),
    );
    if (options.check) return await onlyCheck(file, check, options, context);
    const { dataDir, databaseUrl } = config;
    const { clock, pid } = context;
    const replace = options.replace ?? false;
    const report = await restoreFrom({ ...check, dataDir, databaseUrl, replace, actor: "owner", pid, clock });
    progress.end();
    const notes = [...report.notes, ...(await signAgain(context))];
    tellRestored({ ...report, notes }, dataDir, options, context);
  } finally {
    progress.end();
  }
}

async function onlyCheck(file: string, check: CheckOptions, options: Options, context: CliContext): Promise<void> {
  const report = await checkBackup(check);
  const ok = report.faults.length === 0;
  if (options.json) sayJson(context.out, { ok, ...backupJson(report) });
  else context.out.write(backupReportText(report, file));
  if (!ok) throw new Exit(1);
}

function tellRestored(report: RestoreReport, dataDir: string, options: Options, context: CliContext): void {
  const { keptAside, notes } = report;
  if (options.json) {
    sayJson(context.out, { ok: true, ...backupJson(report), dataDir, keptAside: keptAside ?? null, notes });
  } else context.out.write(restoredText(report, dataDir));
}

function checkOptions(
  file: string,
  options: Options,
  config: Config,
  context: CliContext,
  onProgress: (done: number, total: number) => void,
): CheckOptions {
  const path = (name: string): string => resolve(context.environment.workingDir, name);
  const folder = options.anchors === undefined ? join(config.dataDir, anchorsFolder) : path(options.anchors);
  if (options.anchors !== undefined && !fileExists(folder)) {
    fail("anchors-missing", `There is no folder ${options.anchors}.`, {
      kept: "Nothing was checked or changed.",
      fix: "Name the folder that holds copies of checkpoints, such as 5000.txt.",
    });
  }
  const { random } = context;
  const { passphrase } = config;
  const given =
    options.keyFile === undefined ? [] : keysIn({ keyFile: path(options.keyFile), dataDir: config.dataDir });
  return {
    path: path(file),
    keys: ownKeys(config, given.length > 0),
    otherKeys: [...given, ...oldKeys(config.dataDir)],
    passphrase,
    verify: (books, master) => witnessBackup(books, master, { folder, random, onProgress }),
  };
}

/** The data directory's keys; that it has none yet is no fault here, and with another key given nor is any other. */
function ownKeys(config: Config, anotherGiven: boolean): readonly Master[] {
  const keys = loadMasterCandidates(config);
  if (keys.ok) return keys.value.candidates;
  if (anotherGiven || keys.error.code === "key-missing" || keys.error.code === "salt-missing") return [];
  throw new ProblemError(nothingChanged(keys.error));
}

function keysIn(settings: { readonly keyFile: string; readonly dataDir: string }): readonly Master[] {
  const keys = loadMasterCandidates(settings);
  if (keys.ok) return keys.value.candidates;
  throw new ProblemError(nothingChanged(keys.error));
}

function nothingChanged(found: Problem): Problem {
  return { ...found, kept: "Nothing was changed." };
}

/** Keys that a rotation has kept for the back-ups of their time. One that cannot be read is none. */
function oldKeys(dataDir: string): readonly Master[] {
  return namesIn(dataDir)
    .filter((name) => name.startsWith("millrace.key.old-"))
    .flatMap((name) => {
      const keys = loadMasterCandidates({ keyFile: join(dataDir, name), dataDir });
      return keys.ok ? keys.value.candidates.slice(0, 1) : [];
    });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Opens what was restored, which proves that it opens, and signs the record with the restore as its newest entry. */
async function signAgain(context: CliContext): Promise<readonly string[]> {
  try {
    return await withDesk(context, {}, async ({ workplace }) => {
      const signed = await signCheckpoint(workplace, context.random);
      return signed.ok ? [] : [`No checkpoint was signed behind the restore: ${signed.error.sentence}`];
    });
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    const { sentence, fix } = cause.problem;
    return [`The restored books could not be opened with the settings in force: ${sentence}${fix ? ` ${fix}` : ""}`];
  }
}
