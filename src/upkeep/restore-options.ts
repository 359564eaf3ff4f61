import type { Clock } from "../base/clock.ts";
import type { Secret } from "../base/secret.ts";
import type { BackupReport, CheckOptions } from "./check-backup.ts";

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
