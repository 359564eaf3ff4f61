import type { Clock } from "../base/clock.ts";
import { fail } from "../base/problem.ts";
import type { Secret } from "../base/secret.ts";
import { type BackupReport, type CheckOptions, checkBackup } from "./check-backup.ts";
import { restoreEmbedded } from "./restore-embedded.ts";
import { restoreServer } from "./restore-server.ts";

export type RestoreOptions = CheckOptions & {
  readonly dataDir: string;
  /** Restore into this PostgreSQL database instead of the data directory's file. */
  readonly databaseUrl?: Secret | undefined;
  /** Put the back-up in the place of books that are there; they are kept aside under another name. */
  readonly replace?: boolean;
  readonly actor: string;
  readonly pid: number;
  readonly clock: Clock;
};

export type RestoreReport = BackupReport & {
  /** Where the books that were there before are now. */
  readonly keptAside?: string;
  /** What the owner should know or do. */
  readonly notes: readonly string[];
};

/**
 * Puts a back-up in the place of the books, after it has passed the whole check. Wants an empty data directory (or
 * database), or the word that it may replace; then the old file stays beside it under a name with the date. The key
 * that opens the back-up becomes the data directory's. The restore is an entry of the audit chain.
 */
export async function restoreFrom(options: RestoreOptions): Promise<RestoreReport> {
  const report = await checkBackup(options);
  if (report.faults.length > 0) {
    fail("backup-faulty", `The back-up ${options.path} did not pass its check: ${report.faults[0]}`, {
      kept: "Nothing was changed.",
      fix: "Use another back-up; this one may be looked into with `millrace restore --check`.",
    });
  }
  return options.databaseUrl ? restoreServer(options, report, options.databaseUrl) : restoreEmbedded(options, report);
}
