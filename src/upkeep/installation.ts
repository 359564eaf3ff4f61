import type { Clock } from "../base/clock.ts";
import type { Secret } from "../base/secret.ts";
import type { Store } from "../store/handle.ts";
import type { Cipher } from "../store/sqlite-file.ts";
import type { InstallationKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";

export type OpenOptions = {
  readonly dataDir: string;
  /** Candidates from `loadMasterCandidates`: the current key first, then the next of an unfinished rotation. */
  readonly keys: readonly Master[];
  /** PostgreSQL instead of the file in the data directory. */
  readonly databaseUrl?: Secret | undefined;
  /** The one engine, or a command beside it. */
  readonly as: "engine" | "command";
  /** Make a database where there is none (`millrace init`); otherwise a missing one is refused. */
  readonly create?: boolean;
  /** Cipher of a file that is newly made. */
  readonly cipher?: Cipher;
  /** How long a writer waits for another process's commit; 15 s when absent. */
  readonly busyTimeoutMs?: number;
  readonly pid: number;
  readonly clock: Clock;
};

/** An open installation: its store, its keys, and the locks that keep others from replacing the file meanwhile. */
export type Installation = {
  readonly store: Store;
  readonly dataDir: string;
  /** The database's file, or host and name of the server's database. */
  readonly where: string;
  readonly master: Master;
  readonly keys: InstallationKeys;
  /** Schema steps applied just now. */
  readonly applied: readonly string[];
  /** Sentences on what was found unfinished and put right while opening. */
  readonly notes: readonly string[];
  close(): Promise<void>;
};
