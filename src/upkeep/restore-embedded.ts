import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { fail, ProblemError } from "../base/problem.ts";
import { syncFolder } from "../base/sync-folder.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Tx } from "../store/handle.ts";
import { claimAlone } from "../store/installation-lock.ts";
import { migrate } from "../store/migrate.ts";
import { openSqlite, type SqliteStore } from "../store/open-sqlite.ts";
import { type EndedWays, endPassingWays } from "../store/people-restore.ts";
import { closeJournal, makeDurable, refuseSmallDisk } from "../store/single-file.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { cutLabel } from "./backup-label.ts";
import type { BackupReport } from "./check-backup.ts";
import { waysNotes } from "./ended-ways.ts";
import { withFittingKey } from "./fitting-key.ts";
import { promoteNextKey, writeNextKey } from "./install-key.ts";
import { fileStamp, newestCheckpointSize, setLaterAnchorsAside } from "./later-anchors.ts";
import { databasePath } from "./open-embedded.ts";
import type { RestoreOptions, RestoreReport } from "./restore-options.ts";
import { removeCopies, restoringCopy } from "./unfinished-rotation.ts";
import { directoryProblem, fileProblem } from "./usable-directory.ts";

/** `restoreFrom` into the encrypted file of a data directory. */
export async function restoreEmbedded(options: RestoreOptions, report: BackupReport): Promise<RestoreReport> {
  const path = databasePath(options.dataDir);
  const problem = directoryProblem(options.dataDir) ?? fileProblem(path);
  if (problem) throw new ProblemError(problem);
  const alone = claimAlone(options.dataDir, "A restore");
  try {
    const used = existsSync(path);
    if (used && !options.replace) {
      fail("data-directory-used", `There are books in ${options.dataDir} already.`, {
        kept: "They are unchanged.",
        fix: "Restore into a new directory (MILLRACE_DATA_DIR), or add --replace to put the back-up in their place; they are then kept under another name.",
      });
    }
    const { copy, checkpointSize, ways } = await prepareCopy(options, report, restoringCopy(options.dataDir));
    const current = options.keys[0];
    writeNextKey(options.dataDir, report.master, current, report.label.salt);
    const keptAside = used ? setAside(options, path) : undefined;
    renameSync(copy, path);
    syncFolder(options.dataDir);
    const notes = [
      promoteNextKey(options.dataDir, current),
      setLaterAnchorsAside(options.dataDir, checkpointSize, fileStamp(options.clock.now())),
      ...waysNotes(ways),
    ].filter((note) => note !== undefined);
    return { ...report, ...(keptAside ? { keptAside } : {}), notes };
  } finally {
    alone.release();
  }
}

type Prepared = { readonly copy: string; readonly checkpointSize: number; readonly ways: EndedWays };

/** The copy with the restore as its newest audit entry, durable. */
async function prepareCopy(options: RestoreOptions, report: BackupReport, copy: string): Promise<Prepared> {
  const store = await openUnlabelled(options, report, copy);
  try {
    const checkpointSize = await newestCheckpointSize(store);
    const ways = await store.transaction(async (tx) => {
      await tx.q.deleteFrom("backup_manifest").execute();
      return endWaysAndTell(tx, options, report);
    });
    await store.close();
    makeDurable(copy);
    return { copy, checkpointSize, ways };
  } finally {
    await store.close();
  }
}

/** Copies a back-up to `copy`, takes its label off and brings it up to date. */
export async function openUnlabelled(
  options: RestoreOptions,
  report: BackupReport,
  copy: string,
): Promise<SqliteStore> {
  removeCopies(options.dataDir);
  const { size } = statSync(options.path);
  refuseSmallDisk(options.dataDir, size, "The restore");
  copyFileSync(options.path, copy);
  chmodSync(copy, 0o600);
  cutLabel(copy, size);
  const store = openSqlite({
    path: copy,
    key: deriveKeys(report.master.secret).file.reveal(),
    mustExist: true,
    journal: "delete",
  });
  try {
    await migrate(store, options.clock);
    return store;
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** Ends the sessions and one-time links that the back-up held, and tells of it and of the restore in the audit chain. */
export async function endWaysAndTell(
  tx: Tx,
  { clock, actor }: Pick<RestoreOptions, "clock" | "actor">,
  { manifest }: BackupReport,
): Promise<EndedWays> {
  const ts = clock.now();
  const ways = await endPassingWays(tx, ts);
  const { seq: entries, hash: head } = manifest.auditHead;
  const { sessions, links } = ways;
  const payload = auditPayload({ madeAt: manifest.madeAt, entries, head, sessions, links });
  await appendAudit(tx, [{ ts, actor, action: "backup.restore", payload }]);
  return ways;
}

/**
 * Gives the books that are there a second name, so that the rename which follows takes only the first from them. Their
 * write-ahead log is emptied into them first; where that cannot be (they may be damaged, or their key lost), it goes
 * along under the same new name.
 */
function setAside(options: RestoreOptions, path: string): string {
  const aside = `${path}.before-restore-${fileStamp(options.clock.now())}`;
  emptyJournal(options, path);
  rmSync(aside, { force: true });
  giveSecondName(path, aside);
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
  rmSync(`${path}-shm`, { force: true });
  syncFolder(options.dataDir);
  return aside;
}

function emptyJournal(options: RestoreOptions, path: string): void {
  try {
    const { value: store } = withFittingKey(options.keys, options.dataDir, (master) =>
      openSqlite({ path, key: deriveKeys(master.secret).file.reveal(), mustExist: true }),
    );
    try {
      closeJournal(store.raw, path);
    } finally {
      store.raw.close();
    }
  } catch {
    // What cannot be opened is kept as it lies: that may be why there is a restore.
  }
}

function giveSecondName(path: string, aside: string): void {
  try {
    linkSync(path, aside);
  } catch {
    copyFileSync(path, aside);
  }
}
