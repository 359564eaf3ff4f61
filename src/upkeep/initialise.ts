import { mkdirSync, rmSync } from "node:fs";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import { fileExists } from "../base/secret-file.ts";
import {
  createKeyFile,
  createSaltFile,
  type KeySettings,
  keyPaths,
  loadMasterCandidates,
  type MasterCandidates,
} from "../vault/master.ts";
import { databasePath } from "./open-embedded.ts";
import { errorCode } from "./usable-directory.ts";

/** The folders of a data directory that a person looks into. */
export const inboxFolder = "inbox";

/** The keys of a data directory, and what had to be made for them. */
export type PreparedKeys = MasterCandidates & {
  /** The file that was made just now: a key, or the salt of a passphrase. */
  readonly made?: { readonly what: "key" | "salt"; readonly path: string };
};

/** Whether books were kept here before: a database file, or for PostgreSQL the key or salt that it was made with. */
export function isInitialised(settings: KeySettings, onServer: boolean): boolean {
  if (!onServer) return fileExists(databasePath(settings.dataDir));
  return loadMasterCandidates(settings).ok;
}

/** There is nothing to open yet. */
export function notInitialised(dataDir: string): Problem {
  return problem("not-initialised", `There are no books in ${dataDir} yet.`, {
    fix: "Run `millrace init` to make them, or set MILLRACE_DATA_DIR to the directory that holds yours.",
  });
}

/** Makes the data directory if it is not there, for its owner only. */
export function makeDirectory(dataDir: string): Result<undefined, Problem> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (cause) {
    return err(notMade(dataDir, errorCode(cause)));
  }
}

/**
 * Makes the data directory, and a key or a salt where none is given, so that a new database can be opened. Where there
 * is a database already, a missing key is a problem and never replaced: a new one would open nothing.
 */
export function prepareDirectory(settings: KeySettings, random: Random): Result<PreparedKeys, Problem> {
  const { dataDir } = settings;
  const directory = makeDirectory(dataDir);
  if (!directory.ok) return directory;
  const present = loadMasterCandidates(settings);
  if (present.ok || fileExists(databasePath(dataDir))) return present;
  const paths = keyPaths(dataDir);
  if (present.error.code === "key-missing") return made("key", paths.key, settings, createKeyFile(paths.key, random));
  if (present.error.code !== "salt-missing" || !settings.passphrase) return present;
  return made("salt", paths.salt, settings, createSaltFile(paths.salt, settings.passphrase, random));
}

/** Takes a key away again that was made for a database that then could not be opened: nothing is sealed with it. */
export function undoPreparation(settings: KeySettings, keys: PreparedKeys): void {
  if (keys.made && !fileExists(databasePath(settings.dataDir))) rmSync(keys.made.path, { force: true });
}

function made(
  what: "key" | "salt",
  path: string,
  settings: KeySettings,
  written: Result<unknown, Problem>,
): Result<PreparedKeys, Problem> {
  // Of two that begin at the same moment one makes the file; the other takes it.
  if (!written.ok && written.error.code !== "file-exists") return written;
  const keys = loadMasterCandidates(settings);
  if (!keys.ok) return keys;
  return ok(written.ok ? { ...keys.value, made: { what, path } } : keys.value);
}

function notMade(dataDir: string, code: string): Problem {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "this user may not write there",
    EPERM: "this user may not write there",
    EROFS: "the disk is read-only",
    ENOSPC: "the disk is full",
    EEXIST: "a file has that name",
    ENOTDIR: "a part of its path is a file",
  };
  return problem("data-directory-not-made", `The data directory ${dataDir} cannot be made: ${reasons[code] ?? code}.`, {
    fix: "Set MILLRACE_DATA_DIR to a directory that this user may write.",
  });
}
