import { existsSync } from "node:fs";
import { join } from "node:path";
import SqliteDriverDatabase from "better-sqlite3-multiple-ciphers";
import { fail } from "../base/problem.ts";
import { sqliteCode, translateSqliteError } from "./sqlite-problem.ts";

/** Something held until it is let go; the operating system lets go when the process dies, however it dies. */
export type Lock = { release(): void };

export type LockHolder = { readonly pid: number; readonly since: number };

type LockFile = InstanceType<typeof SqliteDriverDatabase>;

/**
 * Two tiny SQLite files serve as locks, because SQLite's locks die with their process and work alike on every system
 * (a pid in a text file survives a crash and then locks the owner out):
 * `engine.lock` is held by the one engine; `in-use.lock` is shared by everybody who has the database open and claimed
 * alone by what replaces the file (key rotation, restore). They hold nothing secret.
 */
const engineFile = "engine.lock";
const inUseFile = "in-use.lock";
const lockTimeoutMs = 250;
const turnTimeoutMs = 5_000;

/** Takes the engine's lock, or refuses naming the process that has it. */
export function takeEngineLock(directory: string, me: LockHolder): Lock {
  const path = join(directory, engineFile);
  const file = openLockFile(path);
  try {
    file.exec(
      "CREATE TABLE IF NOT EXISTS holder(one INTEGER PRIMARY KEY CHECK(one=1), pid INTEGER NOT NULL, since INTEGER NOT NULL)",
    );
    const write = file.prepare(
      "INSERT INTO holder VALUES(1,?,?) ON CONFLICT(one) DO UPDATE SET pid=excluded.pid, since=excluded.since",
    );
    // Our name is committed first, so that others can read it; then the write lock is taken again and kept. Between
    // the two another process may have come in, so the name is looked at once more.
    for (let attempt = 0; attempt < 10; attempt++) {
      write.run(me.pid, me.since);
      file.exec("BEGIN IMMEDIATE");
      const holder = readHolder(file);
      if (holder?.pid === me.pid && holder.since === me.since) return releasing(file);
      file.exec("ROLLBACK");
    }
    return refuseSecondEngine(file, directory);
  } catch (cause) {
    if (sqliteCode(cause)?.startsWith("SQLITE_BUSY")) return refuseSecondEngine(file, directory);
    file.close();
    throw translateSqliteError(cause, path);
  }
}

/** Who runs the engine on this directory, or undefined when nobody does. */
export function engineHolder(directory: string): LockHolder | undefined {
  const path = join(directory, engineFile);
  if (!existsSync(path)) return undefined;
  const file = openLockFile(path);
  try {
    file.exec("BEGIN IMMEDIATE");
    file.exec("ROLLBACK");
    return undefined;
  } catch (cause) {
    if (!sqliteCode(cause)?.startsWith("SQLITE_BUSY")) throw translateSqliteError(cause, path);
    return readHolder(file) ?? { pid: 0, since: 0 };
  } finally {
    file.close();
  }
}

/** Joins those who have the database open. Refused while somebody replaces the file. */
export function joinInUse(directory: string): Lock {
  return lockInUse(directory, "BEGIN", () =>
    fail("installation-claimed", `The data directory ${directory} is being changed by a key rotation or a restore.`, {
      kept: "Nothing was changed by this command.",
      fix: "Wait until it has finished, then run this command again.",
    }),
  );
}

/** Takes the data directory alone, for what replaces the file. Refused while anybody has the database open. */
export function claimAlone(directory: string, what: string): Lock {
  return lockInUse(directory, "BEGIN EXCLUSIVE", () => {
    const engine = engineHolder(directory);
    const who = engine ? `the engine runs (process ${engine.pid})` : "another Millrace command has it open";
    return fail("installation-in-use", `${what} needs the data directory ${directory} for itself, and ${who}.`, {
      kept: "Nothing was changed.",
      fix: engine
        ? "Stop the engine, then run this command again."
        : "Wait for the other command to finish, then run this one again.",
    });
  });
}

/** Runs `work` while no other program runs its own in the same directory; users of the database go on beside it. */
export function inTurn<T>(directory: string, work: () => T): T {
  const refuse = (): never =>
    fail("installation-claimed", `Another Millrace command is putting ${directory} in order.`, {
      kept: "Nothing was changed by this command.",
      fix: "Run this command again in a moment.",
    });
  const turn = lockInUse(directory, "BEGIN IMMEDIATE", refuse, turnTimeoutMs);
  try {
    return work();
  } finally {
    turn.release();
  }
}

function lockInUse(
  directory: string,
  begin: "BEGIN" | "BEGIN IMMEDIATE" | "BEGIN EXCLUSIVE",
  refuse: () => never,
  timeoutMs = lockTimeoutMs,
): Lock {
  const path = join(directory, inUseFile);
  const file = openLockFile(path, timeoutMs);
  try {
    file.exec(begin);
    // A plain BEGIN takes its shared lock with the first read.
    file.prepare("SELECT count(*) FROM sqlite_schema").get();
    return releasing(file);
  } catch (cause) {
    file.close();
    if (sqliteCode(cause)?.startsWith("SQLITE_BUSY")) return refuse();
    throw translateSqliteError(cause, path);
  }
}

function openLockFile(path: string, timeoutMs = lockTimeoutMs): LockFile {
  try {
    return new SqliteDriverDatabase(path, { timeout: timeoutMs });
  } catch (cause) {
    throw translateSqliteError(cause, path);
  }
}

function readHolder(file: LockFile): LockHolder | undefined {
  try {
    return file.prepare("SELECT pid, since FROM holder").get() as LockHolder | undefined;
  } catch {
    return undefined;
  }
}

function refuseSecondEngine(file: LockFile, directory: string): never {
  const holder = readHolder(file);
  file.close();
  return fail("engine-running", `The engine already runs on ${directory}${holder ? ` (process ${holder.pid})` : ""}.`, {
    kept: "Nothing was changed.",
    fix: "Open its page, stop that process first, or give this one another MILLRACE_DATA_DIR.",
  });
}

function releasing(file: LockFile): Lock {
  return {
    release: () => {
      if (file.open) file.close();
    },
  };
}
