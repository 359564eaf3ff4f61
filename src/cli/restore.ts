import { resolve } from "node:path";
import type { Command } from "commander";
import { readAnchorKeys, readAnchors } from "../audit/anchors.ts";
import { anchorsFolder } from "../audit/program.ts";
import { verifyAudit } from "../audit/verify.ts";
import { type CheckOptions, checkBackup } from "../upkeep/check-backup.ts";
import { restoreFrom } from "../upkeep/restore.ts";
import { loadMasterCandidates } from "../vault/master.ts";
import { withDebug, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { configuration } from "./with-desk.ts";

type Options = { readonly check?: boolean; readonly replace?: boolean; readonly json?: boolean };

/** `millrace restore` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("restore"))
    .description("Puts a back-up into an empty data directory, after it has passed its whole check.")
    .argument("<file>", "a file that `millrace backup` wrote")
    .option("--check", "only check it; touches nothing")
    .option("--replace", "put it in the place of the books that are there; they are kept under another name")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: Options) => restore(file, options, context));
  withExamples(command, "millrace restore millrace.backup --check", "millrace restore millrace.backup");
}

async function restore(file: string, options: Options, context: CliContext): Promise<void> {
  const { config } = configuration(context);
  const keys = loadMasterCandidates(config);
  const folder = resolve(config.dataDir, anchorsFolder);
  const check: CheckOptions = {
    path: resolve(context.environment.workingDir, file),
    keys: keys.ok ? keys.value.candidates : [],
    passphrase: config.passphrase,
    verify: async (books) =>
      verifyAudit(books, { keys: await readAnchorKeys(folder), anchors: await readAnchors(folder) }),
  };
  if (options.check) {
    const { faults, cautions, manifest } = await checkBackup(check);
    if (options.json) sayJson(context.out, { file: check.path, ok: faults.length === 0, faults, cautions, manifest });
    else sayLine(context.out, faults[0] ?? "The back-up is whole and can be restored.");
    if (faults.length > 0) throw new Exit(1);
    return;
  }
  const { dataDir, databaseUrl } = config;
  const { pid, clock } = context;
  const replace = options.replace ?? false;
  const done = await restoreFrom({ ...check, dataDir, databaseUrl, replace, actor: "owner", pid, clock });
  if (options.json) sayJson(context.out, { dataDir, manifest: done.manifest, notes: done.notes });
  else sayLine(context.out, `The back-up is restored into ${dataDir}.`);
}
