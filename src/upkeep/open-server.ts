import { ProblemError } from "../base/problem.ts";
import type { Secret } from "../base/secret.ts";
import { keepBossSchema, requireBossSchema } from "../jobs/boss-schema.ts";
import type { Store } from "../store/handle.ts";
import { migrate, missingSteps } from "../store/migrate.ts";
import { openPostgres, placeOf } from "../store/open-postgres.ts";
import { lockPostgres } from "../store/postgres-lock.ts";
import { refuseAlteredSchema } from "../store/schema-fingerprint.ts";
import { mayCreateSchemas } from "../store/schema-fingerprint-postgres.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { masterOfDataKeys } from "./fitting-key.ts";
import type { Installation, OpenOptions } from "./installation.ts";
import { endRotation } from "./unfinished-rotation.ts";
import { directoryProblem } from "./usable-directory.ts";

/** `openInstallation` on PostgreSQL: the schema is kept by its owner, the work is done as the append-only role. */
export async function openServer(options: OpenOptions, databaseUrl: Secret): Promise<Installation> {
  const problem = directoryProblem(options.dataDir);
  if (problem) throw new ProblemError(problem);
  const url = databaseUrl.reveal();
  const where = placeOf(url);
  const lock = await lockPostgres(url, where, options.as);
  try {
    const applied = await prepareSchema(options, url, where);
    const store = await openPostgres({ url, asApplication: true });
    try {
      return await finishOpening(options, store, where, applied, lock.release);
    } catch (cause) {
      await store.close();
      throw cause;
    }
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

/** A user that owns the schema brings it up to date and compares it; one that may only append can only look. */
async function prepareSchema(options: OpenOptions, url: string, where: string): Promise<readonly string[]> {
  const owner = await openPostgres({ url, connectionsMax: 1 });
  try {
    if (!(await mayCreateSchemas(owner))) {
      await refuseOldSchema(owner, where);
      await requireBossSchema(owner);
      return [];
    }
    const applied = await migrate(owner, options.clock);
    await refuseAlteredSchema(owner, where);
    await keepBossSchema(owner);
    return applied;
  } finally {
    await owner.close();
  }
}

async function refuseOldSchema(store: Store, where: string): Promise<void> {
  const missing = await missingSteps(store).catch((cause: unknown) => {
    if ((cause as { code?: unknown }).code === "42P01") return ["0001"];
    throw cause;
  });
  if (missing.length === 0) return;
  throw new ProblemError({
    code: "database-rights",
    sentence: `The tables in ${where} are not up to date, and this database user may not change them.`,
    kept: "Nothing was changed.",
    fix: "Run `millrace init` or any command once with the address of the database's owner.",
  });
}

async function finishOpening(
  options: OpenOptions,
  store: Store,
  where: string,
  applied: readonly string[],
  release: () => Promise<void>,
): Promise<Installation> {
  const master = await masterOfDataKeys(store, options.keys, where);
  const note = endRotation(options.dataDir, master, options.keys);
  return {
    store,
    dataDir: options.dataDir,
    where,
    master,
    keys: deriveKeys(master.secret),
    applied,
    notes: note ? [note] : [],
    close: async () => {
      await store.close();
      await release();
    },
  };
}
