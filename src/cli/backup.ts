import { resolve } from "node:path";
import type { Command } from "commander";
import { exportConfig } from "../base/config-show.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { databaseBytes } from "../store/single-file.ts";
import { type BackupMade, backupTo } from "../upkeep/back-up.ts";
import { bytesText } from "../upkeep/finding.ts";
import { withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson, sayLine } from "./say.ts";
import { backupText } from "./text/backup-text.ts";
import { type Desk, withDesk } from "./with-desk.ts";
import { wrongUse } from "./wrong-use.ts";

type Options = { readonly force?: boolean; readonly json?: boolean };

/** `millrace backup` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("backup"))
    .description(
      "Writes everything into one encrypted file: books, what was imported, audit record, settings. The engine may run meanwhile. The key is not in it: it opens with today's key only.",
    )
    .argument("<file>", "the file to write, best on another disk")
    .option("--force", "replace the file if it is there")
    .option("--json", "print JSON for scripts")
    .action((file: string, options: Options) => backup(file, options, context));
  withExamples(
    command,
    "millrace backup /media/stick/millrace-2026-11-20.backup",
    "millrace restore /media/stick/millrace-2026-11-20.backup --check",
  );
}

async function backup(file: string, options: Options, context: CliContext): Promise<void> {
  if (file.trim() === "") wrongUse("The name of the back-up is empty.", "Name a file, best on another disk.");
  await withDesk(context, {}, async (desk) => {
    const made = await makeBackup(desk, file, options, context);
    const { path, bytes, manifest, notes } = made;
    const { madeAt, keyId, program, engine, rows, auditHead } = manifest;
    const key = { inBackup: false, origin: desk.workplace.installation.master.origin };
    const held = { madeAt: isoTime(madeAt), program, engine, keyId, auditHead, rows };
    if (options.json) sayJson(context.out, { file: path, bytes, manifest: held, key, notes });
    else for (const line of backupText(made, file, key.origin)) sayLine(context.out, line);
  });
}

async function makeBackup(desk: Desk, file: string, options: Options, context: CliContext): Promise<BackupMade> {
  const { installation, actor } = desk.workplace;
  const progress = progressOn(context.err, context.clock);
  const size = installation.store.engine === "sqlite" ? ` ${bytesText(databaseBytes(installation.where))}` : "";
  progress.show(`Copying and checking${size}`, undefined);
  try {
    return await backupTo({
      installation,
      path: resolve(context.environment.workingDir, file),
      force: options.force ?? false,
      program: context.version,
      configuration: { ...exportConfig(desk.loaded).settings },
      actor,
      clock: context.clock,
    });
  } finally {
    progress.end();
  }
}
