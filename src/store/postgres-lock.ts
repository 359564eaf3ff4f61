import pg from "pg";
import { fail } from "../base/problem.ts";
import type { Lock } from "./installation-lock.ts";
import { translatePostgresError } from "./postgres-problem.ts";

/** One engine per database. */
export const engineLock = 7010;
/** Shared by everybody who works on the database, alone for a key rotation. */
const inUseLock = 7011;

/** A lock on the whole database, held by a connection of its own: the server lets go when that connection ends. */
export type DatabaseLock = { release(): Promise<void> };

export type LockMode = "engine" | "command" | "alone";

/**
 * Takes the locks that the embedded engine takes as files, on the server: programs on other machines count too.
 * Refused as there: `engine-running`, `installation-claimed`, `installation-in-use`.
 */
export async function lockPostgres(url: string, where: string, mode: LockMode): Promise<DatabaseLock> {
  const client = new pg.Client({ connectionString: url, application_name: `millrace ${mode}`, keepAlive: true });
  // The connection may break later; the lock is gone then, and the next query of the store says so.
  client.on("error", () => undefined);
  try {
    await client.connect();
    if (mode !== "command" && !(await tryLock(client, "pg_try_advisory_lock", engineLock))) refuseEngine(where);
    const shared = mode === "alone" ? "pg_try_advisory_lock" : "pg_try_advisory_lock_shared";
    if (!(await tryLock(client, shared, inUseLock))) refuseUse(where, mode);
    return { release: () => client.end() };
  } catch (cause) {
    await client.end().catch(() => undefined);
    throw translatePostgresError(cause, where);
  }
}

/** Both kinds of lock as one thing to let go of. */
export function asDatabaseLock(...locks: readonly Lock[]): DatabaseLock {
  return {
    release: async () => {
      for (const lock of locks) lock.release();
    },
  };
}

async function tryLock(client: pg.Client, call: string, key: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`SELECT ${call}(${key}) AS taken`);
  return rows[0]?.taken === true;
}

function refuseEngine(where: string): never {
  return fail("engine-running", `The engine already runs on the database at ${where}, perhaps on another machine.`, {
    kept: "Nothing was changed.",
    fix: "Open its page, stop that engine first, or give this one another MILLRACE_DATABASE_URL.",
  });
}

function refuseUse(where: string, mode: LockMode): never {
  if (mode !== "alone") {
    return fail("installation-claimed", `The database at ${where} is being changed by a key rotation or a restore.`, {
      kept: "Nothing was changed by this command.",
      fix: "Wait until it has finished, then run this command again.",
    });
  }
  return fail(
    "installation-in-use",
    `This needs the database at ${where} for itself, and another Millrace program has it open.`,
    {
      kept: "Nothing was changed.",
      fix: "Stop the other programs, then run this command again.",
    },
  );
}
