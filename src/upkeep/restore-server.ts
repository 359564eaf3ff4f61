import { fail, ProblemError } from "../base/problem.ts";
import type { Secret } from "../base/secret.ts";
import { copyAllRows, countRows } from "../store/copy-rows.ts";
import type { Store } from "../store/handle.ts";
import { migrate } from "../store/migrate.ts";
import { openPostgres, placeOf } from "../store/open-postgres.ts";
import type { EndedWays } from "../store/people-restore.ts";
import { lockPostgres } from "../store/postgres-lock.ts";
import { refuseAlteredSchema } from "../store/schema-fingerprint.ts";
import type { BackupReport } from "./check-backup.ts";
import { waysNotes } from "./ended-ways.ts";
import { promoteNextKey, writeNextKey } from "./install-key.ts";
import { fileStamp, newestCheckpointSize, setLaterAnchorsAside } from "./later-anchors.ts";
import { endWaysAndTell, openUnlabelled } from "./restore-embedded.ts";
import type { RestoreOptions, RestoreReport } from "./restore-options.ts";
import { removeCopies, restoringCopy } from "./unfinished-rotation.ts";
import { directoryProblem } from "./usable-directory.ts";

/** `restoreFrom` into an empty PostgreSQL database, row by row through its guards. */
export async function restoreServer(
  options: RestoreOptions,
  report: BackupReport,
  databaseUrl: Secret,
): Promise<RestoreReport> {
  const problem = directoryProblem(options.dataDir);
  if (problem) throw new ProblemError(problem);
  const url = databaseUrl.reveal();
  const where = placeOf(url);
  const lock = await lockPostgres(url, where, "alone");
  try {
    const store = await openPostgres({ url, connectionsMax: 1 });
    try {
      await migrate(store, options.clock);
      await refuseAlteredSchema(store, where);
      await refuseUsed(store, where);
      const current = options.keys[0];
      writeNextKey(options.dataDir, report.master, current, report.label.salt);
      const ways = await fill(options, report, store);
      const notes = [
        promoteNextKey(options.dataDir, current),
        setLaterAnchorsAside(options.dataDir, await newestCheckpointSize(store), fileStamp(options.clock.now())),
        ...waysNotes(ways),
      ].filter((note) => note !== undefined);
      return { ...report, notes };
    } finally {
      await store.close();
    }
  } finally {
    await lock.release();
  }
}

/** All rows and the entry that tells of the restore, in one transaction. */
async function fill(options: RestoreOptions, report: BackupReport, store: Store): Promise<EndedWays> {
  const from = await openUnlabelled(options, report, restoringCopy(options.dataDir));
  try {
    return await store.transaction(async (tx) => {
      await copyAllRows(from, tx);
      return endWaysAndTell(tx, options, report);
    });
  } finally {
    await from.close();
    removeCopies(options.dataDir);
  }
}

async function refuseUsed(store: Store, where: string): Promise<void> {
  const rows = Object.entries(await countRows(store)).filter(([table]) => table !== "currency");
  if (rows.every(([, count]) => count === 0)) return;
  fail("data-directory-used", `There are books in the database at ${where} already.`, {
    kept: "They are unchanged.",
    fix: "Make a new database with `createdb` and restore into that one.",
  });
}
