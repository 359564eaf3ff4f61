import SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver, type SqliteDatabase, type SqliteDialectConfig } from "kysely";
import type { Store } from "./handle.ts";
import type { Database } from "./schema.ts";
import { translateSqliteError } from "./sqlite-problem.ts";

export type Cipher = "chacha20" | "aegis";

export type SqliteOptions = {
  /** Path of the file, or ":memory:". */
  readonly path: string;
  /** The 32-byte key of the file; absent only for databases in memory. */
  readonly key?: Uint8Array;
  readonly cipher?: Cipher;
  /** Opens without any right to change the file. */
  readonly readonly?: boolean;
  /** Refuses to create a missing file. */
  readonly mustExist?: boolean;
};

/** The synchronous driver's handle, for the few operations that Kysely has no word for (pragmas, VACUUM INTO). */
export type RawSqlite = InstanceType<typeof SqliteDriverDatabase>;

/** Pages kept in memory, in KiB: holds the upper levels of every index of a million sales. */
const cacheKib = 64 * 1024;
/** How long a writer waits for another process's commit. */
const busyTimeoutMs = 15_000;

/** Opens the driver's handle with key, cipher and the pragmas that durability and the guards rest on, each asserted. */
export function openRawSqlite(options: SqliteOptions): RawSqlite {
  try {
    const raw = new SqliteDriverDatabase(options.path, {
      readonly: options.readonly ?? false,
      fileMustExist: options.mustExist ?? options.readonly ?? false,
      timeout: busyTimeoutMs,
    });
    try {
      prepareConnection(raw, options);
      return raw;
    } catch (cause) {
      raw.close();
      throw cause;
    }
  } catch (cause) {
    throw translateSqliteError(cause, options.path);
  }
}

function prepareConnection(raw: RawSqlite, options: SqliteOptions): void {
  raw.defaultSafeIntegers(true);
  if (options.key) {
    raw.pragma(`cipher='${options.cipher ?? "chacha20"}'`);
    raw.pragma(`key='raw:${Buffer.from(options.key).toString("hex")}'`);
  }
  // The first read is where a wrong key shows.
  raw.prepare("SELECT count(*) FROM sqlite_schema").get();
  if (!options.readonly) raw.pragma("journal_mode=WAL");
  for (const [pragma, value] of requiredPragmas) {
    raw.pragma(`${pragma}=${value}`);
    const seen = raw.pragma(pragma, { simple: true });
    if (String(seen) !== String(value)) throw new Error(`the database did not accept ${pragma}=${value} (it says ${seen})`);
  }
  raw.pragma(`cache_size=-${cacheKib}`);
  raw.pragma("temp_store=MEMORY");
}

/** FULL: an acknowledged commit survives power loss. recursive_triggers: REPLACE fires the delete guards. */
const requiredPragmas: readonly (readonly [string, number])[] = [
  ["synchronous", 2],
  ["foreign_keys", 1],
  ["recursive_triggers", 1],
  ["trusted_schema", 0],
];

/** Opens an embedded store. Kysely speaks to the driver's handle; writers begin immediately, so that they never deadlock. */
export function openSqlite(options: SqliteOptions): Store & { readonly raw: RawSqlite } {
  const raw = openRawSqlite(options);
  const q = new Kysely<Database>({ dialect: new ImmediateSqliteDialect({ database: cachingDatabase(raw) }) });
  return {
    engine: "sqlite",
    q,
    raw,
    transaction: async (work) => {
      try {
        return await q.transaction().execute((tx) => work({ engine: "sqlite", q: tx }));
      } catch (cause) {
        throw translateSqliteError(cause, options.path);
      }
    },
    close: async () => {
      await q.destroy();
    },
  };
}

/** Keeps each statement text prepared: the posting path uses a handful of texts thousands of times a second. */
function cachingDatabase(raw: RawSqlite): SqliteDatabase {
  const prepared = new Map<string, ReturnType<RawSqlite["prepare"]>>();
  const preparedMax = 200;
  return {
    close: () => {
      prepared.clear();
      raw.close();
    },
    prepare: (text) => {
      let statement = prepared.get(text);
      if (statement === undefined) {
        statement = raw.prepare(text);
        if (prepared.size >= preparedMax) prepared.clear();
        prepared.set(text, statement);
      }
      return statement as never;
    },
  };
}

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver(this.#config);
  }
}

/** A deferred transaction that reads first and writes later fails with BUSY beside another writer; an immediate one waits. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
