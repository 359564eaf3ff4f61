import { existsSync, linkSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Clock } from "../base/clock.ts";
import { fail, ProblemError } from "../base/problem.ts";
import { readPrivateFile } from "../base/secret-file.ts";
import { syncFolder } from "../base/sync-folder.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { copyAllRows } from "../store/copy-rows.ts";
import { migrate } from "../store/migrate.ts";
import { openRawSqlite, openSqlite } from "../store/open-sqlite.ts";
import { writeSetting } from "../store/setting.ts";
import { copyInto, databaseBytes, integrityFaults, makeDurable, refuseSmallDisk } from "../store/single-file.ts";
import { keyPaths } from "../vault/master.ts";
import { type BackupLabel, writeLabel } from "./backup-label.ts";
import { type BackupManifest, writeManifest } from "./backup-manifest.ts";
import type { Installation } from "./installation.ts";
import { directoryProblem, errorCode } from "./usable-directory.ts";

export type BackupOptions = {
  readonly installation: Installation;
  readonly path: string;
  /** Replace a file that is there. */
  readonly force?: boolean;
  /** The release that makes it. */
  readonly program: string;
  /** Configuration without secrets, for reading after a loss. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly clock: Clock;
};

export type BackupMade = {
  readonly path: string;
  readonly bytes: number;
  readonly manifest: BackupManifest;
  /** What did not go as it should although the back-up is whole. */
  readonly notes: readonly string[];
};

/** The setting that remembers the newest back-up: `{"madeAt": <ms>}`. */
export const lastBackupSetting = "backup.last";

/**
 * Writes everything into one new file under the installation's key: the books as they are at one moment, the wrapped
 * data keys, settings, and a manifest to check it by. The engine may run meanwhile. The file appears under its name
 * only when it is whole, has passed SQLite's integrity check and is on the disk.
 */
export async function backupTo(options: BackupOptions): Promise<BackupMade> {
  const { installation, path } = options;
  refuseUnusableTarget(options);
  const part = join(dirname(path), `.${basename(path)}.part-${options.clock.now()}`);
  try {
    const engine = installation.store.engine;
    if (engine === "sqlite") copyEmbedded(installation, part);
    else await copyServer(options, part);
    const facts = {
      madeAt: options.clock.now(),
      program: options.program,
      engine,
      keyId: installation.keys.kek.id,
      configuration: options.configuration,
    };
    const manifest = await finishCopy(installation, part, facts);
    writeLabel(part, labelOf(installation, facts.madeAt));
    makeDurable(part);
    takeName(part, path, options.force ?? false);
    return { path, bytes: statSync(path).size, manifest, notes: await remember(options, manifest) };
  } catch (cause) {
    throw diskFull(cause, path);
  } finally {
    for (const suffix of ["", "-journal", "-wal", "-shm"]) rmSync(part + suffix, { force: true });
  }
}

function refuseUnusableTarget({ installation, path, force }: BackupOptions): void {
  const folder = dirname(path);
  if (directoryProblem(folder)) {
    fail("backup-folder", `The back-up cannot be written: ${folder} is not a folder that this user may write in.`, {
      fix: "Make the folder first, or name another one.",
    });
  }
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory())
    fail("backup-is-directory", `${path} is a directory.`, {
      fix: `Name a file in it, e.g. ${join(path, "millrace.backup")}.`,
    });
  const own = join(realpathSync(folder), basename(path));
  const dataDir = realpathSync(installation.dataDir);
  if (dirname(own) === dataDir && /^millrace\.|\.lock$/.test(basename(own)) && !basename(own).endsWith(".backup")) {
    fail("backup-over-own", `${path} is the name of one of the installation's own files.`, {
      kept: "Nothing was changed.",
      fix: "Name another file, best on another disk.",
    });
  }
  if (stat && !force) {
    fail("backup-exists", `${path} exists already.`, {
      kept: "It is unchanged, and no back-up was made.",
      fix: "Name a new file, or add --force to replace this one.",
    });
  }
}

/** A connection of its own: it may read while another one is in the middle of a transaction. */
function copyEmbedded(installation: Installation, part: string): void {
  refuseSmallDisk(dirname(part), databaseBytes(installation.where), "The back-up");
  const raw = openRawSqlite({ path: installation.where, key: installation.keys.file.reveal(), mustExist: true });
  try {
    copyInto(raw, part);
  } finally {
    raw.close();
  }
}

/** Row by row out of one snapshot of the server into a file of the embedded kind. */
async function copyServer({ installation, clock }: BackupOptions, part: string): Promise<void> {
  const copy = openSqlite({ path: part, key: installation.keys.file.reveal(), journal: "delete" });
  try {
    await migrate(copy, clock);
    // A crash leaves a partial file that is thrown away; until then nothing needs to reach the disk.
    copy.raw.pragma("synchronous=OFF");
    const { q } = installation.store;
    await q
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((snapshot) => copy.transaction((tx) => copyAllRows({ engine: "postgres", q: snapshot }, tx)));
  } finally {
    await copy.close();
  }
}

async function finishCopy(
  installation: Installation,
  part: string,
  facts: Parameters<typeof writeManifest>[1],
): Promise<BackupManifest> {
  const copy = openSqlite({ path: part, key: installation.keys.file.reveal(), mustExist: true, journal: "delete" });
  try {
    const manifest = await writeManifest(copy, facts);
    const [fault] = integrityFaults(copy.raw);
    if (fault) {
      fail("copy-faulty", `The back-up did not pass its own check: ${fault}.`, {
        kept: "The books are unchanged, and no back-up was made.",
        fix: "Run `millrace doctor` and `millrace books check`: the disk or the database is damaged.",
      });
    }
    return manifest;
  } finally {
    await copy.close();
  }
}

function labelOf(installation: Installation, madeAt: number): BackupLabel {
  const label = { format: 1, madeAt, keyId: installation.keys.kek.id } as const;
  if (installation.master.origin !== "MILLRACE_PASSPHRASE") return label;
  const read = readPrivateFile(keyPaths(installation.dataDir).salt, "salt file");
  return read.ok ? { ...label, salt: read.value.text } : fail(read.error.code, read.error.sentence);
}

/** A hard link fails when the name was taken meanwhile, where a rename would replace it; some file systems have no links. */
function takeName(part: string, path: string, force: boolean): void {
  if (!force) {
    try {
      linkSync(part, path);
      syncFolder(dirname(path));
      return;
    } catch (cause) {
      if (errorCode(cause) === "EEXIST" || existsSync(path)) {
        fail("backup-exists", `${path} came into being meanwhile.`, {
          kept: "It is unchanged, and no back-up was made.",
          fix: "Name a new file.",
        });
      }
    }
  }
  renameSync(part, path);
  syncFolder(dirname(path));
}

/** The back-up is whole and under its name by now; that the books could not take a note of it does not undo it. */
async function remember(
  { installation, actor, clock }: BackupOptions,
  manifest: BackupManifest,
): Promise<readonly string[]> {
  try {
    await installation.store.transaction(async (tx) => {
      await writeSetting(tx, lastBackupSetting, JSON.stringify({ madeAt: manifest.madeAt }));
      const payload = auditPayload({ key: manifest.keyId, madeAt: manifest.madeAt, entries: manifest.auditHead.seq });
      await appendAudit(tx, [{ ts: clock.now(), actor, action: "backup.make", payload }]);
    });
    return [];
  } catch (cause) {
    if (!(cause instanceof ProblemError)) throw cause;
    return [`The back-up was made, but the books could not take a note of it: ${cause.problem.sentence}`];
  }
}

function diskFull(cause: unknown, path: string): unknown {
  if (errorCode(cause) !== "ENOSPC") return cause;
  try {
    fail("disk-full", `The disk that holds ${path} is full.`, {
      kept: "No back-up was made; the books are unchanged.",
      fix: "Free some space or name a file on another disk.",
    });
  } catch (problem) {
    return problem;
  }
}
