import { rmSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../base/problem.ts";
import { syncFile, syncFolder } from "../base/sync-folder.ts";
import { makePrivateFile, openRawSqlite, type RawSqlite } from "./open-sqlite.ts";
import { translateSqliteError } from "./sqlite-problem.ts";

/** Room that is left over on purpose: a disk filled to the last byte stops everything else on it. */
const spareBytes = 16 * 1024 * 1024;

/** Refuses when the disk of `folder` has less room than `bytes` and a little more. */
export function refuseSmallDisk(folder: string, bytes: number, what: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes + spareBytes) return;
  fail(
    "disk-too-small",
    `${what} needs ${megabytes(bytes + spareBytes)} of free disk in ${folder}, and there are ${megabytes(free)}.`,
    {
      kept: "Nothing was changed.",
      fix: "Free some space and run the command again.",
    },
  );
}

/** Bytes of a database with what waits in its write-ahead log. */
export function databaseBytes(path: string): number {
  const size = (name: string): number => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return size(path) + size(`${path}-wal`);
}

/**
 * Writes a consistent copy of an open database, as it is at this moment, into a new file under the same key. Other
 * programs may go on writing meanwhile. A `target` that holds anything is refused by SQLite; remove leftovers first.
 */
export function copyInto(raw: RawSqlite, target: string): void {
  makePrivateFile(target);
  try {
    raw.prepare("VACUUM INTO ?").run(target);
  } catch (cause) {
    for (const suffix of ["", "-journal"]) rmSync(target + suffix, { force: true });
    throw translateSqliteError(cause, target);
  }
}

/** Encrypts a closed single-file database with another key, in place; only for a copy that can be made again. */
export function rekeyCopy(path: string, from: Uint8Array, to: Uint8Array): void {
  const raw = openRawSqlite({ path, key: from, mustExist: true, journal: "delete" });
  try {
    raw.pragma(`rekey='raw:${Buffer.from(to).toString("hex")}'`);
  } catch (cause) {
    throw translateSqliteError(cause, path);
  } finally {
    raw.close();
  }
}

/** What is wrong with the pages or references of a database, as SQLite says it; empty when all is well. */
export function integrityFaults(raw: RawSqlite): readonly string[] {
  try {
    const pages = raw.prepare("PRAGMA integrity_check").pluck().all() as string[];
    const orphans = raw.prepare("PRAGMA foreign_key_check").all() as { table: string }[];
    const tables = [...new Set(orphans.map((row) => row.table))];
    return [
      ...pages.filter((line) => line !== "ok"),
      ...tables.map((table) => `rows of ${table} refer to rows that are not there`),
    ];
  } catch (cause) {
    throw translateSqliteError(cause, raw.name);
  }
}

/**
 * Empties the write-ahead log into the database and removes it, so that the file alone is the whole truth. Needs to be
 * the only one who has it open.
 */
export function closeJournal(raw: RawSqlite, path: string): void {
  try {
    const mode = raw.pragma("journal_mode=DELETE", { simple: true });
    if (mode === "delete") return;
  } catch (cause) {
    throw translateSqliteError(cause, path);
  }
  fail("installation-in-use", `Another program has ${path} open.`, {
    kept: "Nothing was changed.",
    fix: "Stop it, then run this command again.",
  });
}

/** Makes a finished file and its name durable. */
export function makeDurable(path: string): void {
  syncFile(path);
  syncFolder(dirname(path));
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_048_576)} MB`;
}
