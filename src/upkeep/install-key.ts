import { rmSync } from "node:fs";
import { ProblemError } from "../base/problem.ts";
import { fileExists, writePrivateFile } from "../base/secret-file.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { keyFileText } from "../vault/key-text.ts";
import { keyPaths, type Master, promoteNext } from "../vault/master.ts";
import { promote } from "./unfinished-rotation.ts";

/**
 * Writes the key that restored books need beside the current one, as the next key of a rotation: whatever comes
 * between, the one or the other opens what is there. Does nothing when the current key is the same.
 */
export function writeNextKey(
  dataDir: string,
  needed: Master,
  current: Master | undefined,
  salt: string | undefined,
): void {
  if (current && sameSecret(current, needed)) return;
  const paths = keyPaths(dataDir);
  for (const path of [paths.nextKey, paths.nextSalt]) rmSync(path, { force: true });
  if (needed.origin === "MILLRACE_KEY") return;
  const written =
    needed.origin === "MILLRACE_PASSPHRASE"
      ? writePrivateFile(paths.nextSalt, salt ?? "", "salt file")
      : writePrivateFile(paths.nextKey, keyFileText(needed.secret, deriveKeys(needed.secret).kek.id), "key file");
  if (!written.ok) throw new ProblemError(written.error);
}

/** Makes it the current key. Gives a sentence when the owner has to do something for that. */
export function promoteNextKey(dataDir: string, current: Master | undefined): string | undefined {
  const paths = keyPaths(dataDir);
  if (!fileExists(paths.nextKey) && !fileExists(paths.nextSalt)) return undefined;
  if (current) return promote(dataDir, current);
  const promoted = promoteNext(dataDir);
  if (!promoted.ok) throw new ProblemError(promoted.error);
  return undefined;
}

function sameSecret(one: Master, other: Master): boolean {
  return Buffer.compare(one.secret.reveal(), other.secret.reveal()) === 0;
}
