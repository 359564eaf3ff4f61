import { CompiledQuery, sql } from "kysely";
import type { Clock } from "../base/clock.ts";
import { sha256, toHex } from "../base/hash.ts";
import { fail } from "../base/problem.ts";
import { allCurrencies } from "../domain/money/currency.ts";
import type { Handle, Store } from "./handle.ts";
import { insertMany } from "./insert-many.ts";
import { migrations } from "./migrations/all.ts";
import { type Migration, portable } from "./migrations/migration.ts";

/**
 * Brings the schema to the newest step, each step in its own transaction, and returns the names that were applied.
 * A database that a newer program has written is refused, and so is one whose applied steps differ from ours. `upTo`
 * stops after that many steps, to make the schema of an older release.
 */
export async function migrate(
  store: Store,
  clock: Clock,
  upTo: number = migrations.length,
): Promise<readonly string[]> {
  await prepare(store);
  const applied = await appliedSteps(store);
  refuseStrangeSteps(applied, store.engine);
  const missing = migrations.slice(0, upTo).filter((step) => !applied.has(step.name));
  const done: string[] = [];
  for (const step of missing) {
    if (await store.transaction((tx) => applyStep(tx, step, clock))) done.push(step.name);
  }
  if (missing.length > 0) await store.transaction(addCurrencies);
  return done;
}

/** The steps this program knows that the database lacks: empty when it is up to date. Refuses as `migrate` does. */
export async function missingSteps(store: Handle): Promise<readonly string[]> {
  const applied = await appliedSteps(store);
  refuseStrangeSteps(applied, store.engine);
  return migrations.filter((step) => !applied.has(step.name)).map((step) => step.name);
}

/** Writes nothing when there is nothing to do: opening must not wait for another program's long transaction. */
async function prepare(store: Store): Promise<void> {
  if (await isPrepared(store)) return;
  await store.transaction(async (tx) => {
    await takeMigrationTurn(tx);
    if (tx.engine === "postgres") {
      await sql`CREATE SCHEMA IF NOT EXISTS millrace`.execute(tx.q);
      await sql.raw(makeApplicationRole).execute(tx.q);
    }
    await sql.raw(migrationTable(tx.engine)).execute(tx.q);
  });
}

async function isPrepared(store: Handle): Promise<boolean> {
  const { rows } =
    store.engine === "sqlite"
      ? await sql<{ found: unknown }>`SELECT 1 AS found FROM sqlite_schema WHERE name='schema_migration'`.execute(
          store.q,
        )
      : await sql<{
          found: unknown;
        }>`SELECT 1 AS found WHERE to_regclass('millrace.schema_migration') IS NOT NULL`.execute(store.q);
  return rows.length > 0;
}

/** A user who may not make roles works as the owner; `millrace doctor` says so. */
const makeApplicationRole = `DO $do$ BEGIN
  IF NOT EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN CREATE ROLE millrace_app NOLOGIN; END IF;
  IF NOT pg_has_role(current_user,'millrace_app','MEMBER') THEN EXECUTE format('GRANT millrace_app TO %I', current_user); END IF;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL; END $do$`;

/** The table that remembers the applied steps; made before the first of them. */
export function migrationTable(engine: Handle["engine"]): string {
  const text = "CREATE TABLE schema_migration(name TEXT PRIMARY KEY, applied_at INT NOT NULL, checksum TEXT NOT NULL)";
  return portable(engine, text).replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS");
}

async function appliedSteps(store: Handle): Promise<ReadonlyMap<string, string>> {
  const rows = await store.q.selectFrom("schema_migration").select(["name", "checksum"]).orderBy("name").execute();
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function refuseStrangeSteps(applied: ReadonlyMap<string, string>, engine: Handle["engine"]): void {
  const ours = new Map(migrations.map((step) => [step.name, checksum(step, engine)]));
  for (const [name, sum] of applied) {
    const expected = ours.get(name);
    if (expected === undefined) {
      fail("schema-newer", `This database was written by a newer Millrace (it has step ${name}).`, {
        kept: "Nothing was changed.",
        fix: "Start the newer version, or restore a back-up made before the upgrade.",
      });
    }
    if (expected !== sum) {
      fail("schema-differs", `Step ${name} of this database is not the one this Millrace knows.`, {
        kept: "Nothing was changed.",
        fix: "Use the release that made this database, or restore a back-up.",
      });
    }
  }
}

/** False when another process has applied the step since we looked: whoever holds the writer's turn looks again. */
async function applyStep(tx: Handle, step: Migration, clock: Clock): Promise<boolean> {
  await takeMigrationTurn(tx);
  const present = await tx.q
    .selectFrom("schema_migration")
    .select("name")
    .where("name", "=", step.name)
    .executeTakeFirst();
  if (present) return false;
  for (const text of step.statements(tx.engine)) await tx.q.executeQuery(CompiledQuery.raw(text));
  await tx.q
    .insertInto("schema_migration")
    .values({ name: step.name, applied_at: BigInt(clock.now()), checksum: checksum(step, tx.engine) })
    .execute();
  return true;
}

/** SQLite's writer already has the only turn; on PostgreSQL an advisory lock gives it until the end of the transaction. */
async function takeMigrationTurn(tx: Handle): Promise<void> {
  if (tx.engine === "postgres") await sql`SELECT pg_advisory_xact_lock(7000)`.execute(tx.q);
}

function checksum(step: Migration, engine: Handle["engine"]): string {
  return toHex(sha256(step.statements(engine).join(";\n"))).slice(0, 32);
}

async function addCurrencies(tx: Handle): Promise<void> {
  await takeMigrationTurn(tx);
  const present = new Set((await tx.q.selectFrom("currency").select("code").execute()).map((row) => row.code));
  const rows = [...allCurrencies()]
    .filter(([code]) => !present.has(code))
    .map(([code, exponent]) => [code, BigInt(exponent)]);
  await insertMany(tx, "currency", ["code", "exponent"], rows);
}
