import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "../base/problem.ts";
import { fileExists, writePrivateFile } from "../base/secret-file.ts";
import { syncFolder } from "../base/sync-folder.ts";
import { inTurn } from "../store/installation-lock.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { keyPaths, type Master, promoteNext } from "../vault/master.ts";
import { databaseFileName } from "./usable-directory.ts";

/** The copy that a rotation works on, beside the database. */
export function rotatingCopy(dataDir: string): string {
  return join(dataDir, `${databaseFileName}.rotating`);
}

/** Whether a rotation was cut short and left its next key or salt. */
export function rotationPending(dataDir: string): boolean {
  const paths = keyPaths(dataDir);
  return fileExists(paths.nextKey) || fileExists(paths.nextSalt);
}

/** The copy that a restore works on, beside the database. */
export function restoringCopy(dataDir: string): string {
  return join(dataDir, `${databaseFileName}.restoring`);
}

/** Throws away what a rotation or a restore that went no further has left. */
export function removeCopies(dataDir: string): void {
  for (const copy of [rotatingCopy(dataDir), restoringCopy(dataDir)]) {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(copy + suffix, { force: true });
  }
}

/**
 * Ends a rotation that was cut short, now that it is known which key opens the database. When it is the next one, the
 * database had already been replaced: the next key becomes the current. When it is the current one, the rotation never
 * took effect: its copy and its next key are thrown away. Gives a sentence on what was done, undefined for nothing.
 */
export function endRotation(dataDir: string, opened: Master, candidates: readonly Master[]): string | undefined {
  const copies = [rotatingCopy(dataDir), restoringCopy(dataDir)].some((copy) => fileExists(copy));
  if (!copies && !rotationPending(dataDir)) return undefined;
  return inTurn(dataDir, () => endInTurn(dataDir, opened, candidates));
}

/** Looks again: another command may have put things in order since. */
function endInTurn(dataDir: string, opened: Master, candidates: readonly Master[]): string | undefined {
  removeCopies(dataDir);
  if (!rotationPending(dataDir)) return undefined;
  if (openedWithNext(dataDir, opened, candidates)) {
    return (
      promote(dataDir, candidates[0] ?? opened) ??
      "A key rotation that was cut short was finished; the new key is in use."
    );
  }
  const next = candidates.find((one) => one.origin === keyPaths(dataDir).nextKey);
  removeNext(dataDir);
  if (next && sameMaster(next, opened)) return "The new key has been put in its place; the key rotation is finished.";
  return "A key rotation that was cut short was taken back; the key is unchanged.";
}

/**
 * Puts the next key where the current one was found. Gives a sentence when only the owner can do that (the current key
 * came from a variable, or from a file that may not be written); the next key then stays and opens the database.
 */
export function promote(dataDir: string, old: Master): string | undefined {
  const paths = keyPaths(dataDir);
  if (old.origin === "MILLRACE_KEY" && fileExists(paths.nextKey))
    return `The new key is in ${paths.nextKey}; put it into MILLRACE_KEY, where the old one still is.`;
  const ownFile = [paths.key, paths.nextKey, "MILLRACE_PASSPHRASE"].includes(old.origin);
  if (!ownFile && fileExists(paths.nextKey)) return replaceOutside(dataDir, old);
  keepOldKey(dataDir, old);
  const promoted = promoteNext(dataDir);
  if (!promoted.ok) throw new ProblemError(promoted.error);
  return undefined;
}

function removeNext(dataDir: string): void {
  const paths = keyPaths(dataDir);
  for (const path of [paths.nextKey, paths.nextSalt]) rmSync(path, { force: true });
  syncFolder(dataDir);
}

function openedWithNext(dataDir: string, opened: Master, candidates: readonly Master[]): boolean {
  const paths = keyPaths(dataDir);
  if (opened.origin === paths.nextKey || opened !== candidates[0]) return true;
  // A passphrase whose only salt is the next one.
  return opened.origin === "MILLRACE_PASSPHRASE" && fileExists(paths.nextSalt) && !fileExists(paths.salt);
}

function sameMaster(one: Master, other: Master): boolean {
  return Buffer.compare(one.secret.reveal(), other.secret.reveal()) === 0;
}

/** The owner keeps the key elsewhere (MILLRACE_KEY_FILE): the new one goes there, the old one stays beside it. */
function replaceOutside(dataDir: string, old: Master): string | undefined {
  const { nextKey } = keyPaths(dataDir);
  const aside = writePrivateFile(oldName(old.origin, old), readFileSync(old.origin, "utf8"), "old key file", true);
  const put = aside.ok ? writePrivateFile(old.origin, readFileSync(nextKey, "utf8"), "key file", true) : aside;
  if (!put.ok) return `The new key is in ${nextKey}; put it into ${old.origin}, which this user may not write.`;
  removeNext(dataDir);
  return undefined;
}

/**
 * Moves the key and salt files that no longer open the database to names that say so: the back-ups made before the
 * rotation still need them.
 */
function keepOldKey(dataDir: string, old: Master): void {
  const paths = keyPaths(dataDir);
  if (old.origin === paths.nextKey) return;
  for (const path of [paths.key, paths.salt]) if (fileExists(path)) renameSync(path, oldName(path, old));
  syncFolder(dataDir);
}

function oldName(path: string, old: Master): string {
  return `${path}.old-${deriveKeys(old.secret).kek.id}`;
}
