import { createReadStream, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Millis } from "../base/clock.ts";

/** Back-ups that were asked for in the dashboard lie here, in the data directory. */
export const backupsFolder = "backups";

export type KeptBackup = { readonly name: string; readonly bytes: number; readonly at: Millis };

const named = /^millrace-[\dTZ-]{8,30}\.backup$/;

/** The back-ups kept in the data directory, the newest first. */
export function listKeptBackups(dataDir: string): readonly KeptBackup[] {
  const folder = join(dataDir, backupsFolder);
  return namesIn(folder)
    .filter((name) => named.test(name))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return { name, bytes: size, at: Math.round(mtimeMs) };
    })
    .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // None was ever made here.
    return [];
  }
}

/** Where a new one of this moment goes; makes the folder, for this user only. */
export function newBackupPath(dataDir: string, now: Millis): string {
  const folder = join(dataDir, backupsFolder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const moment = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-");
  return join(folder, `millrace-${moment}Z.backup`);
}

/** Its path, or undefined when there is none of this name. */
export function keptBackupPath(dataDir: string, name: string): string | undefined {
  const found = listKeptBackups(dataDir).find((one) => one.name === name);
  return found && join(dataDir, backupsFolder, found.name);
}

/** Its bytes, read as they are taken. */
export function readBackup(path: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
}
