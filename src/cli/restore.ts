import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { readAnchorKeys, readAnchors } from "../audit/anchors.ts";
import { anchorsFolder } from "../audit/program.ts";
import { verifyAudit } from "../audit/verify.ts";
import { fail, ProblemError } from "../base/problem.ts";
import { fileExists } from "../base/secret-file.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { type BackupReport, type CheckOptions, checkBackup } from "../upkeep/check-backup.ts";
import { restoreFrom } from "../upkeep/restore.ts";
import { loadMasterCandidates, type Master } from "../vault/master.ts";
import { type CommonOptions, withDebug, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";

type Options = CommonOptions & { readonly check?: boolean; readonly replace?: boolean; readonly keyFile?: string };

/** `millrace restore` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("restore"))
    .description(
      "Puts a back-up in the place of the books, after it has passed the whole check. Books that are there are kept aside under another name.",
    )
    .argument("<file>", "the back-up")
    .option("--check", "only check it; change nothing")
    .option("--replace", "put it in the place of books that are there")
    .option("--key-file <file>", "a key that opens it, when it is not the data directory's")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: Options) => restore(file, options, context));
  withExamples(
    command,
    "millrace restore millrace.backup --check",
    "MILLRACE_DATA_DIR=/srv/millrace millrace restore millrace.backup --key-file old.key",
  );
}

async function restore(file: string, options: Options, context: CliContext): Promise<void> {
  const { config } = configuration(context);
  const own = loadMasterCandidates(config);
  const anchorsAt = join(config.dataDir, anchorsFolder);
  const check: CheckOptions = {
    path: resolve(context.environment.workingDir, file),
    keys: own.ok ? own.value.candidates : [],
    otherKeys: options.keyFile === undefined ? [] : keysIn(options.keyFile, config.dataDir, context),
    passphrase: config.passphrase,
    verify: async (books) =>
      verifyAudit(books, { keys: await readAnchorKeys(anchorsAt), anchors: await readAnchors(anchorsAt) }),
  };
  if (options.check) {
    const report = await checkBackup(check);
    tell(report, options, context);
    if (report.faults.length > 0) throw new Exit(1);
    return;
  }
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const { dataDir, databaseUrl } = config;
  const { clock, pid } = context;
  const restored = await restoreFrom({
    ...check,
    dataDir,
    databaseUrl,
    replace: options.replace ?? false,
    actor: "owner",
    pid,
    clock,
  });
  tell(restored, options, context, {
    restored: true,
    ...(restored.keptAside ? { keptAside: restored.keptAside } : {}),
    notes: restored.notes,
  });
}

function keysIn(keyFile: string, dataDir: string, context: CliContext): readonly Master[] {
  const path = resolve(context.environment.workingDir, keyFile);
  if (!fileExists(path))
    fail("key-missing", `The key file ${keyFile} does not exist.`, { kept: "Nothing was changed." });
  const keys = loadMasterCandidates({ keyFile: path, dataDir });
  if (keys.ok) return keys.value.candidates;
  throw new ProblemError(keys.error);
}

type Done = { readonly restored: true; readonly keptAside?: string; readonly notes: readonly string[] };

function tell(report: BackupReport, options: Options, context: CliContext, done?: Done): void {
  const { manifest, faults, cautions } = report;
  const rows = manifest.rows;
  if (options.json) {
    const { madeAt, program, engine, keyId, auditHead } = manifest;
    sayJson(context.out, {
      ok: faults.length === 0,
      faults,
      cautions,
      manifest: { madeAt: isoTime(madeAt), program, engine, keyId, auditHead, rows },
      ...done,
    });
    return;
  }
  const size = `made ${isoTime(manifest.madeAt)} by Millrace ${manifest.program}, ${manifest.auditHead.seq} audit entries`;
  if (faults.length > 0) sayLine(context.out, `The back-up must not be used (${size}):`);
  else
    sayLine(
      context.out,
      done ? `The books are restored from the back-up ${size}.` : `The back-up is whole and can be restored: ${size}.`,
    );
  for (const fault of faults) sayLine(context.out, `  ${fault}`);
  for (const caution of cautions) sayLine(context.out, `Note: ${caution}`);
  if (done?.keptAside) sayLine(context.out, `The books that were there are kept in ${done.keptAside}.`);
  for (const note of done?.notes ?? []) sayLine(context.out, note);
}
