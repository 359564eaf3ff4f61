import { fail, ProblemError } from "../base/problem.ts";
import { checkBackup } from "./check-backup.ts";
import { makeDirectory } from "./initialise.ts";
import { restoreEmbedded } from "./restore-embedded.ts";
import type { RestoreOptions, RestoreReport } from "./restore-options.ts";
import { restoreServer } from "./restore-server.ts";

export type { RestoreOptions, RestoreReport } from "./restore-options.ts";

/**
 * Puts a back-up in the place of the books, after it has passed the whole check. Wants an empty data directory (made
 * when it is not there) or database, or the word that it may replace; then the old file stays beside it under a name
 * with the date. The key that opens the back-up becomes the data directory's. The restore is an entry of the audit chain.
 */
export async function restoreFrom(options: RestoreOptions): Promise<RestoreReport> {
  const report = await checkBackup(options);
  if (report.faults.length > 0) {
    fail("backup-faulty", `The back-up ${options.path} did not pass its check: ${report.faults[0]}`, {
      kept: "Nothing was changed.",
      fix: "Use another back-up; this one may be looked into with `millrace restore --check`.",
    });
  }
  const directory = makeDirectory(options.dataDir);
  if (!directory.ok) throw new ProblemError(directory.error);
  return options.databaseUrl ? restoreServer(options, report, options.databaseUrl) : restoreEmbedded(options, report);
}
