import { join } from "node:path";
import { ProblemError } from "../base/problem.ts";
import { joinInUse, type Lock, takeEngineLock } from "../store/installation-lock.ts";
import { migrate } from "../store/migrate.ts";
import { openSqlite, type SqliteStore } from "../store/open-sqlite.ts";
import { refuseAlteredSchema } from "../store/schema-fingerprint.ts";
import { cipherOfFile } from "../store/sqlite-file.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { masterOfDataKeys, withFittingKey } from "./fitting-key.ts";
import type { Installation, OpenOptions } from "./installation.ts";
import { endRotation } from "./unfinished-rotation.ts";
import { databaseFileName, directoryProblem, fileProblem } from "./usable-directory.ts";

/** The database's file in a data directory. */
export function databasePath(dataDir: string): string {
  return join(dataDir, databaseFileName);
}

/** `openInstallation` on the encrypted file in the data directory. */
export async function openEmbedded(options: OpenOptions): Promise<Installation> {
  const { dataDir } = options;
  const path = databasePath(dataDir);
  const problem = directoryProblem(dataDir) ?? fileProblem(path);
  if (problem) throw new ProblemError(problem);
  // Before the locks: a directory that is not ours gets no files of ours.
  if (!options.create) cipherOfFile(path);
  const locks = takeLocks(options);
  try {
    const { master, value: store } = withFittingKey(options.keys, dataDir, (candidate) =>
      openWith(options, path, candidate),
    );
    try {
      return await finishOpening(options, store, master, locks);
    } catch (cause) {
      await store.close();
      throw cause;
    }
  } catch (cause) {
    releaseAll(locks);
    throw cause;
  }
}

function openWith(options: OpenOptions, path: string, master: Master): SqliteStore {
  return openSqlite({
    path,
    key: deriveKeys(master.secret).file.reveal(),
    mustExist: !options.create,
    ...(options.cipher ? { cipher: options.cipher } : {}),
    ...(options.busyTimeoutMs === undefined ? {} : { busyTimeoutMs: options.busyTimeoutMs }),
  });
}

async function finishOpening(
  options: OpenOptions,
  store: SqliteStore,
  master: Master,
  locks: readonly Lock[],
): Promise<Installation> {
  const applied = await migrate(store, options.clock);
  await refuseAlteredSchema(store, store.path);
  await masterOfDataKeys(store, [master], store.path);
  // Only now is it certain which key the books are under.
  const note = endRotation(options.dataDir, master, options.keys);
  return {
    store,
    dataDir: options.dataDir,
    where: store.path,
    master,
    keys: deriveKeys(master.secret),
    applied,
    notes: note ? [note] : [],
    close: async () => {
      await store.close();
      releaseAll(locks);
    },
  };
}

function takeLocks(options: OpenOptions): readonly Lock[] {
  const shared = joinInUse(options.dataDir);
  if (options.as === "command") return [shared];
  try {
    return [shared, takeEngineLock(options.dataDir, { pid: options.pid, since: options.clock.now() })];
  } catch (cause) {
    shared.release();
    throw cause;
  }
}

function releaseAll(locks: readonly Lock[]): void {
  for (const lock of locks) lock.release();
}
