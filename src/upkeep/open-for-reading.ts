import { ProblemError } from "../base/problem.ts";
import type { Secret } from "../base/secret.ts";
import type { Store } from "../store/handle.ts";
import { openPostgres, placeOf } from "../store/open-postgres.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { type KeySettings, loadMasterCandidates, type Master } from "../vault/master.ts";
import { masterOfDataKeys, withFittingKey } from "./fitting-key.ts";
import { isInitialised, notInitialised } from "./initialise.ts";
import { databasePath } from "./open-embedded.ts";

export type ReadingSettings = KeySettings & { readonly databaseUrl?: Secret | undefined };

/** Books opened for reading only. */
export type ReadBooks = {
  readonly store: Store;
  /** The database's file, or host and name of the server's database. */
  readonly where: string;
  /** The key that opens what is sealed in them; undefined where none was found that fits. */
  readonly master: Master | undefined;
  close(): Promise<void>;
};

/**
 * Opens the books with a handle of its own that cannot write to an embedded database. Takes no lock, brings nothing up
 * to date and compares no guards: what checks the books must be able to read them in whatever state they are.
 */
export async function openForReading(settings: ReadingSettings): Promise<ReadBooks> {
  const { dataDir, databaseUrl } = settings;
  if (databaseUrl) return openServer(settings, databaseUrl);
  if (!isInitialised(settings, false)) throw new ProblemError(notInitialised(dataDir));
  const keys = loadMasterCandidates(settings);
  if (!keys.ok) throw new ProblemError(keys.error);
  const path = databasePath(dataDir);
  const { master, value: store } = withFittingKey(keys.value.candidates, dataDir, (candidate) =>
    openSqlite({ path, key: deriveKeys(candidate.secret).file.reveal(), readonly: true }),
  );
  return { store, where: path, master, close: () => store.close() };
}

/** The tables of a server can be read without the key; only what is sealed in them cannot. */
async function openServer(settings: ReadingSettings, databaseUrl: Secret): Promise<ReadBooks> {
  const url = databaseUrl.reveal();
  const where = placeOf(url);
  const store = await openPostgres({ url });
  const keys = loadMasterCandidates(settings);
  const master = keys.ok
    ? await masterOfDataKeys(store, keys.value.candidates, where).catch(() => undefined)
    : undefined;
  return { store, where, master, close: () => store.close() };
}
