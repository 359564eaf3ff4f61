import { resolve } from "node:path";
import type { Command } from "commander";
import { exportConfig } from "../base/config-show.ts";
import { count } from "../domain/text/amount-text.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { backupTo } from "../upkeep/back-up.ts";
import { type CommonOptions, withDebug, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { withDesk } from "./with-desk.ts";

type Options = CommonOptions & { readonly force?: boolean };

/** `millrace backup` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("backup"))
    .description(
      "Writes everything into one encrypted file: books, audit record, settings. The engine may run meanwhile. It opens with today's key only, so keep that too.",
    )
    .argument("<file>", "file to write, best on another disk")
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
  await withDesk(context, {}, async ({ workplace, loaded }) => {
    const made = await backupTo({
      installation: workplace.installation,
      path: resolve(context.environment.workingDir, file),
      force: options.force ?? false,
      program: context.version,
      configuration: exportConfig(loaded).settings,
      actor: workplace.actor,
      clock: context.clock,
    });
    const { path, bytes, manifest, notes } = made;
    if (options.json) {
      sayJson(context.out, { file: path, bytes, madeAt: isoTime(manifest.madeAt), keyId: manifest.keyId, notes });
      return;
    }
    sayLine(
      context.out,
      `Everything is in ${file}, ${count(bytes)} bytes, encrypted under key ${manifest.keyId}; it has passed its own check.`,
    );
    for (const note of notes) sayLine(context.out, note);
    sayLine(context.out, `Try it out:  millrace restore ${file} --check`);
  });
}
