import { count } from "../../domain/text/amount-text.ts";
import type { BackupMade } from "../../upkeep/back-up.ts";
import { contentText } from "./restore-text.ts";

/** What a back-up came to, line by line: where it is, what is in it, what is not, and the way back. */
export function backupText({ bytes, manifest, notes }: BackupMade, file: string, keyOrigin: string): readonly string[] {
  return [
    `The back-up is ${file}, ${count(bytes)} bytes, encrypted; it has passed its own check.`,
    contentText(manifest),
    ...notes,
    `Not in it: ${keyText(keyOrigin)}; without it nobody can open this file. Keep a copy, but not beside the back-up.`,
    "Also not in it: logs, files in the inbox, and the copies of checkpoints.",
    `Try it out:     millrace restore ${file} --check`,
    `Bring it back:  MILLRACE_DATA_DIR=<new directory> ${wayBack(keyOrigin, file)}`,
  ];
}

function keyText(origin: string): string {
  if (origin === "MILLRACE_PASSPHRASE") return "your passphrase (its salt is)";
  return `the key, which comes from ${origin}`;
}

function wayBack(origin: string, file: string): string {
  if (origin === "MILLRACE_PASSPHRASE" || origin === "MILLRACE_KEY") return `${origin}=… millrace restore ${file}`;
  return `millrace restore ${file} --key-file <copy of the key>`;
}
