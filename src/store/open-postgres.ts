import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { ProblemError, problem } from "../base/problem.ts";
import type { Store } from "./handle.ts";
import type { Database } from "./schema.ts";

export type PostgresOptions = {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  readonly connectionsMax?: number;
  /** Works as the role that may only append to the ledger, where that role exists. Migrations run without. */
  readonly asApplication?: boolean;
};

const int8 = 20;

/** Opens a store on PostgreSQL ≥ 15. 64-bit integers are read as bigint, exactly as on the embedded engine. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 8,
    types: { getTypeParser: (oid: number, format?: string) => (oid === int8 ? BigInt : pg.types.getTypeParser(oid, format as "text")) } as never,
  });
  // A pool's idle connection may be cut by the server; the next query opens another one.
  pool.on("error", () => undefined);
  const role = options.asApplication ? await applicationRole(options.url) : undefined;
  pool.on("connect", (client) => {
    client.query(`SET search_path=millrace${role ? `; SET ROLE ${role}` : ""}`).catch(() => undefined);
  });
  const q = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  await sql`SELECT 1`.execute(q).catch((cause: unknown) => {
    throw unreachableServer(options.url, cause);
  });
  return {
    engine: "postgres",
    q,
    transaction: (work) => q.transaction().execute((tx) => work({ engine: "postgres", q: tx })),
    close: () => q.destroy(),
  };
}

/** Asked on a connection of its own, so that none without the right search path and role stays in the pool. */
async function applicationRole(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const found = await client.query(
      "SELECT 1 FROM pg_roles WHERE rolname='millrace_app' AND pg_has_role(current_user, oid, 'MEMBER')",
    );
    return found.rowCount ? "millrace_app" : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end();
  }
}

function unreachableServer(url: string, cause: unknown): ProblemError {
  const host = URL.canParse(url) ? new URL(url).host : "the given address";
  return new ProblemError(
    problem("database-unreachable", `The PostgreSQL server at ${host} did not let Millrace in.`, {
      kept: "Nothing was written.",
      fix: "Check that it runs, and the user, password and database name in MILLRACE_DATABASE_URL.",
    }),
    { cause },
  );
}
