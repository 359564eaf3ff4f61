import { closeSync, openSync } from "node:fs";
import SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
import { Kysely } from "kysely";
import { fail } from "../base/problem.ts";
import type { Store } from "./handle.ts";
import type { Database } from "./schema.ts";
import { type RawSqlite, SqliteHandleDialect } from "./sqlite-driver.ts";
import { type Cipher, cipherOfFile, defaultCipher, sqliteFileKind } from "./sqlite-file.ts";
import { translateSqliteError } from "./sqlite-problem.ts";

export type { RawSqlite } from "./sqlite-driver.ts";
export type { Cipher } from "./sqlite-file.ts";

export type SqliteOptions = {
  /** Path of the file, or ":memory:". */
  readonly path: string;
  /** The 32-byte key of the file; absent only for databases in memory. */
  readonly key?: Uint8Array;
  /** 16 bytes that a new file carries readable at its very beginning; chance decides when absent. */
  readonly salt?: Uint8Array;
  /** Cipher of a new file. An existing one tells its own. */
  readonly cipher?: Cipher;
  /** Opens without any right to change the file. */
  readonly readonly?: boolean;
  /** Refuses to create a missing file. */
  readonly mustExist?: boolean;
  /** "delete" for copies that must be one single file; installations use "wal". */
  readonly journal?: "wal" | "delete";
  /** How long a writer waits for another process's commit. */
  readonly busyTimeoutMs?: number;
};

/** Pages kept in memory, in KiB: holds the upper levels of every index of a million sales. */
const cacheKib = 64 * 1024;
const busyTimeoutMs = 15_000;
/** Marks a file as Millrace's ("Mlrc"), in the field that SQLite keeps for it. */
const applicationId = 0x4d6c7263n;

/** Opens the driver's handle with key, cipher and the pragmas that durability and the guards rest on, each asserted. */
export function openRawSqlite(options: SqliteOptions): RawSqlite {
  const cipher = cipherFor(options);
  if (options.path !== ":memory:" && !options.mustExist && !options.readonly) makePrivateFile(options.path);
  try {
    const raw = new SqliteDriverDatabase(options.path, {
      readonly: options.readonly ?? false,
      fileMustExist: options.mustExist ?? options.readonly ?? false,
      timeout: options.busyTimeoutMs ?? busyTimeoutMs,
    });
    try {
      prepareConnection(raw, options, cipher);
      return raw;
    } catch (cause) {
      raw.close();
      throw cause;
    }
  } catch (cause) {
    throw translateSqliteError(cause, options.path);
  }
}

/**
 * An empty file that only its owner can read, for SQLite to fill: it would make one that everybody can. An existing
 * file keeps its mode. Where none can be made, opening it says why.
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch {
    // The driver meets the same obstacle and has words for it.
  }
}

/** An existing file is opened with the cipher it was made with; a new one gets the one asked for. */
function cipherFor(options: SqliteOptions): Cipher {
  if (options.path === ":memory:") return defaultCipher;
  const { kind } = sqliteFileKind(options.path);
  const mayCreate = !options.mustExist && !options.readonly;
  if (mayCreate && (kind === "missing" || kind === "empty")) return options.cipher ?? defaultCipher;
  return cipherOfFile(options.path);
}

function prepareConnection(raw: RawSqlite, options: SqliteOptions, cipher: Cipher): void {
  raw.defaultSafeIntegers(true);
  if (options.key) {
    raw.pragma(`cipher='${cipher}'`);
    raw.pragma(`key='raw:${hex(options.key)}${options.salt ? hex(options.salt) : ""}'`);
  }
  // The first read is where a wrong key shows.
  const objects = raw.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() as bigint;
  claimAsOurs(raw, options, objects);
  if (!options.readonly) raw.pragma(`journal_mode=${options.journal ?? "wal"}`);
  for (const [pragma, value] of requiredPragmas) raw.pragma(`${pragma}=${value}`);
  const [refused] = pragmaFaults(raw).filter((fault) => !fault.startsWith("journal_mode"));
  if (refused) throw new Error(`the database did not accept its settings: ${refused}`);
  raw.pragma(`cache_size=-${cacheKib}`);
  raw.pragma("temp_store=MEMORY");
}

function claimAsOurs(raw: RawSqlite, options: SqliteOptions, objects: bigint): void {
  const id = raw.pragma("application_id", { simple: true });
  if (id === applicationId) return;
  if (objects > 0n || id !== 0n) {
    fail("database-other-program", `${options.path} is a database of another program.`, {
      kept: "The file was not changed.",
      fix: "Point MILLRACE_DATA_DIR at Millrace's own data directory.",
    });
  }
  if (!options.readonly) raw.pragma(`application_id=${applicationId}`);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/**
 * FULL: an acknowledged commit survives power loss (fullfsync: on macOS too). recursive_triggers: REPLACE fires the
 * delete guards.
 */
const requiredPragmas: readonly (readonly [string, number])[] = [
  ["synchronous", 2],
  ["fullfsync", 1],
  ["foreign_keys", 1],
  ["recursive_triggers", 1],
  ["trusted_schema", 0],
];

/** What a connection that must be durable and guarded does not have; empty when all is well. */
export function pragmaFaults(raw: RawSqlite): readonly string[] {
  const wanted = [...requiredPragmas, ["journal_mode", "wal"] as const];
  return wanted.flatMap(([pragma, value]) => {
    const seen = String(raw.pragma(pragma, { simple: true }));
    return seen === String(value) ? [] : [`${pragma} is ${seen} instead of ${value}`];
  });
}

export type SqliteStore = Store & { readonly engine: "sqlite"; readonly raw: RawSqlite; readonly path: string };

/** Opens an embedded store. Kysely speaks to the driver's handle; writers begin immediately, so that they never deadlock. */
export function openSqlite(options: SqliteOptions): SqliteStore {
  const raw = openRawSqlite(options);
  const q = new Kysely<Database>({ dialect: new SqliteHandleDialect(raw, options.path) });
  return {
    engine: "sqlite",
    q,
    raw,
    path: options.path,
    transaction: (work) => q.transaction().execute((tx) => work({ engine: "sqlite", q: tx })),
    close: async () => {
      await q.destroy();
      // Kysely leaves a handle open that was never asked anything.
      if (raw.open) raw.close();
    },
  };
}
