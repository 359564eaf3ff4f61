import { renameSync } from "node:fs";
import { fail, ProblemError } from "../base/problem.ts";
import { syncFolder } from "../base/sync-folder.ts";
import { claimAlone } from "../store/installation-lock.ts";
import { migrate } from "../store/migrate.ts";
import { openRawSqlite, openSqlite, type SqliteStore } from "../store/open-sqlite.ts";
import { refuseAlteredSchema } from "../store/schema-fingerprint.ts";
import {
  closeJournal,
  copyInto,
  databaseBytes,
  integrityFaults,
  makeDurable,
  refuseSmallDisk,
  rekeyCopy,
} from "../store/single-file.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { masterOfDataKeys, withFittingKey } from "./fitting-key.ts";
import { databasePath } from "./open-embedded.ts";
import { promoteRotation } from "./promote-rotation.ts";
import { rewrapDataKeys } from "./rewrap-data-keys.ts";
import type { RotateOptions, Rotation, RotationReport } from "./rotation.ts";
import { endRotation, removeCopies, rotatingCopy } from "./unfinished-rotation.ts";
import { directoryProblem, fileProblem } from "./usable-directory.ts";

/** `rotateKey` on the encrypted file. */
export async function rotateEmbedded(
  options: RotateOptions,
  makeNext: (old: Master) => Rotation,
): Promise<RotationReport> {
  const path = databasePath(options.dataDir);
  const problem = directoryProblem(options.dataDir) ?? fileProblem(path);
  if (problem) throw new ProblemError(problem);
  const alone = claimAlone(options.dataDir, "A key rotation");
  try {
    const { master: old, value: store } = withFittingKey(options.keys, options.dataDir, (candidate) =>
      openSqlite({ path, key: fileKey(candidate), mustExist: true }),
    );
    try {
      await migrate(store, options.clock);
      await refuseAlteredSchema(store, path);
      await masterOfDataKeys(store, [old], path);
      const note = endRotation(options.dataDir, old, options.keys);
      refuseSmallDisk(options.dataDir, 2.2 * databaseBytes(path), "A key rotation");
      const rotation = makeNext(old);
      const dataKeys = await replaceByCopy(store, rotation);
      return promoteRotation(rotation, dataKeys, note);
    } finally {
      await store.close();
    }
  } finally {
    alone.release();
  }
}

async function replaceByCopy(store: SqliteStore, rotation: Rotation): Promise<number> {
  const { dataDir } = rotation.options;
  const copy = rotatingCopy(dataDir);
  removeCopies(dataDir);
  copyInto(store.raw, copy);
  rotation.step("copied");
  const dataKeys = await rewrapCopy(copy, rotation);
  rotation.step("rewrapped");
  rekeyCopy(copy, fileKey(rotation.old), fileKey(rotation.next));
  rotation.step("rekeyed");
  refuseFaultyCopy(copy, fileKey(rotation.next));
  makeDurable(copy);
  rotation.step("checked");
  // A write-ahead log left beside the new file would belong to the old one.
  closeJournal(store.raw, store.path);
  await store.close();
  rotation.step("journal-closed");
  renameSync(copy, store.path);
  syncFolder(dataDir);
  rotation.step("replaced");
  return dataKeys;
}

async function rewrapCopy(copy: string, rotation: Rotation): Promise<number> {
  const store = openSqlite({ path: copy, key: fileKey(rotation.old), mustExist: true, journal: "delete" });
  try {
    return await store.transaction((tx) => rewrapDataKeys(tx, rotation));
  } finally {
    await store.close();
  }
}

function refuseFaultyCopy(copy: string, key: Uint8Array): void {
  const raw = openRawSqlite({ path: copy, key, mustExist: true, journal: "delete" });
  try {
    const faults = integrityFaults(raw);
    if (faults.length === 0) return;
    fail("copy-faulty", `The copy under the new key did not pass its check: ${faults[0]}.`, {
      kept: "The database is unchanged and under its old key.",
      fix: "Check the disk (`millrace doctor`) and the database (`millrace books check`), then run the command again.",
    });
  } finally {
    raw.close();
  }
}

function fileKey(master: Master): Uint8Array {
  return deriveKeys(master.secret).file.reveal();
}
