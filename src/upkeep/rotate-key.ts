import { ProblemError } from "../base/problem.ts";
import { createKeyFile, createSaltFile, keyPaths, type Master } from "../vault/master.ts";
import { rotateEmbedded } from "./rotate-embedded.ts";
import { rotateServer } from "./rotate-server.ts";
import type { RotateOptions, Rotation, RotationReport } from "./rotation.ts";

export type { NewKey, RotateOptions, RotationReport, RotationStep } from "./rotation.ts";

/**
 * Gives the installation a new key. Everything is done on a copy that replaces the database in one rename; the next
 * key is on the disk before that. Whatever moment it is cut short at, the old key or the next one opens the books, and
 * the next command finishes the rotation or takes it back. Nobody else may have the books open meanwhile.
 */
export async function rotateKey(options: RotateOptions): Promise<RotationReport> {
  const rotate = options.databaseUrl ? rotateServer : rotateEmbedded;
  return rotate(options, (old) => makeNext(options, old));
}

function makeNext(options: RotateOptions, old: Master): Rotation {
  const paths = keyPaths(options.dataDir);
  const made =
    options.to.kind === "key-file"
      ? createKeyFile(paths.nextKey, options.random)
      : createSaltFile(paths.nextSalt, options.to.passphrase, options.random);
  if (!made.ok) throw new ProblemError(made.error);
  const step = options.step ?? (() => undefined);
  step("next-key-written");
  return { options, old, next: made.value, step };
}
