import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, stopPostgres, type TestDatabase } from "../../test/support/postgres.ts";
import { fixedClock } from "../base/clock.ts";
import { ProblemError } from "../base/problem.ts";
import type { Store } from "./handle.ts";
import { migrate } from "./migrate.ts";
import { openPostgres } from "./open-postgres.ts";
import { refuseAlteredSchema, schemaDifference } from "./schema-fingerprint.ts";

let database: TestDatabase;
let store: Store;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openPostgres({ url: database.url });
  await migrate(store, fixedClock(0));
});
afterAll(async () => {
  await store?.close();
  await stopPostgres();
});

/** Does damage as the superuser, looks, and undoes it. */
async function withDamage<T>(damage: string, repair: string, look: () => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    await admin.query(damage);
    return await look();
  } finally {
    await admin.query(repair);
    await admin.end();
  }
}

const damages: readonly (readonly [what: string, damage: string, repair: string, told: string])[] = [
  [
    "a disabled guard",
    "ALTER TABLE millrace.txn DISABLE TRIGGER txn_before",
    "ALTER TABLE millrace.txn ENABLE TRIGGER txn_before",
    "trigger txn_before was changed",
  ],
  [
    "a dropped guard",
    "DROP TRIGGER transfer_no_change ON millrace.transfer",
    "CREATE TRIGGER transfer_no_change BEFORE UPDATE OR DELETE ON millrace.transfer FOR EACH ROW EXECUTE FUNCTION millrace.refuse_change()",
    "trigger transfer_no_change is missing",
  ],
  [
    "a guard's function that lets everything through",
    "CREATE OR REPLACE FUNCTION millrace.refuse_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path=millrace,pg_temp AS $fn$BEGIN RETURN NEW; END$fn$",
    "CREATE OR REPLACE FUNCTION millrace.refuse_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path=millrace,pg_temp AS $fn$BEGIN RAISE EXCEPTION 'append-only'; END$fn$",
    "function refuse_change was changed",
  ],
  [
    "a guard's function that looks in another schema first",
    "ALTER FUNCTION millrace.txn_before() SET search_path=public,millrace",
    "ALTER FUNCTION millrace.txn_before() SET search_path=millrace,pg_temp",
    "function txn_before was changed",
  ],
  [
    "a right too many",
    "GRANT UPDATE ON millrace.txn TO millrace_app",
    "REVOKE UPDATE ON millrace.txn FROM millrace_app",
    "rights of millrace_app on txn was changed",
  ],
  [
    "a right to one column too many",
    "GRANT UPDATE (amount) ON millrace.transfer TO millrace_app",
    "REVOKE UPDATE (amount) ON millrace.transfer FROM millrace_app",
    "table transfer was changed",
  ],
  [
    "a right for everybody",
    "GRANT SELECT ON millrace.subject TO PUBLIC",
    "REVOKE SELECT ON millrace.subject FROM PUBLIC",
    "rights of PUBLIC on subject was added",
  ],
  [
    "a rule that swallows deletions",
    "CREATE RULE quiet AS ON DELETE TO millrace.sale DO INSTEAD NOTHING",
    "DROP RULE quiet ON millrace.sale",
    "rule quiet was added",
  ],
  [
    "a foreign key that no longer looks",
    "ALTER TABLE millrace.account DISABLE TRIGGER ALL",
    "ALTER TABLE millrace.account ENABLE TRIGGER ALL",
    "trigger account_open was changed",
  ],
  // Not repaired, so it comes last.
  [
    "a dropped check",
    "ALTER TABLE millrace.transfer DROP CONSTRAINT transfer_amount_check",
    "SELECT 1",
    "constraint transfer.transfer_amount_check is missing",
  ],
];

describe("the schema of a PostgreSQL database", () => {
  it("is as Millrace made it right after the migration, and looking leaves nothing behind", async () => {
    expect(await schemaDifference(store)).toEqual({ missing: [], added: [], altered: [] });
    const { rows } = await sql<{
      n: bigint;
    }>`SELECT count(*) AS n FROM pg_namespace WHERE nspname='millrace_fresh'`.execute(store.q);
    expect(rows).toEqual([{ n: 0n }]);
  });

  it.each(damages)("that has %s is refused by name", async (_what, damage, repair, told) => {
    const seen = await withDamage(damage, repair, () =>
      refuseAlteredSchema(store, "the database").then(
        () => "not noticed",
        (cause: unknown) => (cause instanceof ProblemError ? cause.problem.sentence : String(cause)),
      ),
    );
    expect(seen).toContain(told);
  });
});
