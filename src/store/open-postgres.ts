import { Kysely, sql } from "kysely";
import pg from "pg";
import { fail, type Problem, ProblemError, problem } from "../base/problem.ts";
import type { Store } from "./handle.ts";
import { PoolDialect } from "./postgres-driver.ts";
import { translatePostgresError } from "./postgres-problem.ts";
import type { Database } from "./schema.ts";

export type PostgresOptions = {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly connectionsMax?: number;
  /** Works as the role that may only append to the ledger, where that role exists. Migrations run without. */
  readonly asApplication?: boolean;
};

const connectTimeoutMs = 10_000;
/** How long a writer waits for another's lock, as on the embedded engine. */
const lockTimeoutMs = 15_000;
const serverVersionMin = 150_000;

/** Whole numbers of every width, and the numeric that sum() gives, are read as bigint, exactly as on the embedded engine. */
const wholeNumbers = new Set([20, 21, 23]);
const numeric = 1700;

const typeParsers = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (wholeNumbers.has(oid)) return BigInt;
    if (oid === numeric) return (text: string) => (/^-?\d+$/.test(text) ? BigInt(text) : text);
    return pg.types.getTypeParser(oid, format ?? "text");
  },
};

/** Opens a store on PostgreSQL ≥ 15. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const where = placeOf(options.url);
  const role = options.asApplication ? await applicationRole(options.url, where) : undefined;
  const settings = `SET search_path=millrace; SET lock_timeout=${lockTimeoutMs}; SET synchronous_commit=on${role ? `; SET ROLE ${role}` : ""}`;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 8,
    connectionTimeoutMillis: connectTimeoutMs,
    types: typeParsers as never,
    // The pool waits for this before it hands a new connection out, and refuses the connection when it fails.
    onConnect: (async (client: pg.ClientBase) => {
      // A connection that breaks while it is in use tells its query, and besides raises an event that would end the
      // process if nobody listened.
      client.on("error", () => undefined);
      await client.query(settings);
    }) as (client: pg.ClientBase) => void,
  });
  // A pool's idle connection may be cut by the server; the next query opens another one.
  pool.on("error", () => undefined);
  const q = new Kysely<Database>({ dialect: new PoolDialect(pool, where) });
  const store: Store = {
    engine: "postgres",
    q,
    transaction: (work) => q.transaction().execute((tx) => work({ engine: "postgres", q: tx })),
    close: () => q.destroy(),
  };
  try {
    await refuseUnfitServer(store, where);
    return store;
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** What Millrace looks at before it trusts a server. */
export type ServerFacts = {
  /** 180004 for 18.4. */
  readonly version: number;
  readonly encoding: string;
  readonly standBy: boolean;
  readonly user: string;
  /** The user may switch the guards off (superuser). */
  readonly superuser: boolean;
  /** The session works as a role that may only append to the ledger. */
  readonly appendOnly: boolean;
  /** The server writes commits through to the disk. */
  readonly durable: boolean;
};

/** Reads them from an open store. */
export async function serverFacts(store: Store): Promise<ServerFacts> {
  const { rows } = await sql<{
    version: string;
    encoding: string;
    standby: boolean;
    user: string;
    superuser: boolean;
    role: string;
    durable: boolean;
  }>`
    SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding,
      pg_is_in_recovery() AS standby, session_user::text AS "user", current_user::text AS role,
      (SELECT rolsuper FROM pg_roles WHERE rolname=current_user) AS superuser,
      current_setting('fsync')='on' AND current_setting('full_page_writes')='on' AS durable`.execute(store.q);
  const row = rows[0];
  if (!row) return fail("database-unreachable", "The PostgreSQL server did not answer what it is.");
  const { version, encoding, standby, user, superuser, role, durable } = row;
  return {
    version: Number(version),
    encoding,
    standBy: standby,
    user,
    superuser,
    appendOnly: role === "millrace_app",
    durable,
  };
}

async function refuseUnfitServer(store: Store, where: string): Promise<void> {
  const unfit = unfitServer(await serverFacts(store), where);
  if (unfit) throw new ProblemError(unfit);
}

/** Why a server cannot be used, or undefined when it can. */
export function unfitServer(facts: ServerFacts, where: string): Problem | undefined {
  if (facts.version < serverVersionMin) {
    const major = Math.floor(facts.version / 10_000);
    return problem(
      "database-old",
      `The PostgreSQL server at ${where} is version ${major}; Millrace needs 15 or newer.`,
      {
        kept: "Nothing was written.",
        fix: "Upgrade the server, or use the built-in database (unset MILLRACE_DATABASE_URL).",
      },
    );
  }
  if (facts.encoding !== "UTF8") {
    return problem(
      "database-encoding",
      `The database at ${where} stores text as ${facts.encoding}, which cannot hold every buyer's name.`,
      {
        kept: "Nothing was written.",
        fix: "Make a database with `createdb --encoding=UTF8 --template=template0` and use that one.",
      },
    );
  }
  if (facts.standBy) {
    return problem(
      "database-readonly",
      `The PostgreSQL server at ${where} is a stand-by, which only repeats what its primary writes.`,
      {
        kept: "Nothing was written.",
        fix: "Point MILLRACE_DATABASE_URL at the primary server.",
      },
    );
  }
  return undefined;
}

/** Asked on a connection of its own, so that none without the right search path and role stays in the pool. */
async function applicationRole(url: string, where: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const found = await client.query(
      "SELECT 1 FROM pg_roles WHERE rolname='millrace_app' AND pg_has_role(current_user, oid, 'MEMBER')",
    );
    return found.rowCount ? "millrace_app" : undefined;
  } catch (cause) {
    throw translatePostgresError(cause, where);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** "host:port/database" of an address, for sentences; never its user or password. */
export function placeOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return `${url.host || "this machine"}${url.pathname}`;
  throw new ProblemError(
    problem("database-url", "MILLRACE_DATABASE_URL is not an address of a PostgreSQL database.", {
      fix: "Write it as postgres://user:password@host:5432/database, with special characters of the password as %XX.",
    }),
  );
}
