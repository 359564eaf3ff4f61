import { sql } from "kysely";
import { fixedClock } from "../base/clock.ts";
import { sha256, toHex } from "../base/hash.ts";
import { fail } from "../base/problem.ts";
import type { Handle } from "./handle.ts";
import { migrate, missingSteps } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import { openSqlite } from "./open-sqlite.ts";
import { describePostgresSchema, expectedPostgresSchema } from "./schema-fingerprint-postgres.ts";

/** Every table, index, guard and function by name ("trigger transfer_before"), with the exact text that defines it. */
export type SchemaParts = ReadonlyMap<string, string>;

/** How a database's schema differs from the one this program would make. All empty: it is the same. */
export type SchemaDifference = {
  readonly missing: readonly string[];
  readonly added: readonly string[];
  readonly altered: readonly string[];
};

/**
 * Compares a database with one freshly made by the same steps (a few ms on SQLite). A dropped guard, an added trigger
 * and a changed column all show. On PostgreSQL the database must be up to date, and the comparison needs the right to
 * create a schema for a moment.
 */
export async function schemaDifference(store: Handle): Promise<SchemaDifference> {
  if (store.engine === "sqlite") {
    const steps = migrations.length - (await missingSteps(store)).length;
    return compareSchemas(await describeSqliteSchema(store), await expectedSqliteSchema(steps));
  }
  return compareSchemas(await describePostgresSchema(store, "millrace"), await expectedPostgresSchema(store));
}

/** Stops when the database does not have the very tables and guards that this program relies on. */
export async function refuseAlteredSchema(store: Handle, where: string): Promise<void> {
  const sentence = differenceSentence(await schemaDifference(store), where);
  if (sentence === undefined) return;
  fail("schema-altered", sentence, {
    kept: "Nothing was changed.",
    fix: "Somebody or something altered the database outside Millrace: restore a back-up, and keep this one for evidence.",
  });
}

/** One sentence on how a schema differs, or undefined when it does not. */
export function differenceSentence(difference: SchemaDifference, where: string): string | undefined {
  const parts = [
    ...difference.missing.map((name) => `${name} is missing`),
    ...difference.altered.map((name) => `${name} was changed`),
    ...difference.added.map((name) => `${name} was added`),
  ];
  if (parts.length === 0) return undefined;
  const shown = parts.slice(0, 3).join(", ");
  const rest = parts.length > 3 ? ` and ${parts.length - 3} more` : "";
  return `The tables of ${where} are not as Millrace made them: ${shown}${rest}.`;
}

/** One hash over all parts, for back-up manifests. */
export function fingerprintOf(parts: SchemaParts): string {
  const lines = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `${name}\n${text}`);
  return toHex(sha256(lines.join("\n\n")));
}

function compareSchemas(found: SchemaParts, expected: SchemaParts): SchemaDifference {
  return {
    missing: [...expected.keys()].filter((name) => !found.has(name)),
    added: [...found.keys()].filter((name) => !expected.has(name)),
    altered: [...expected].filter(([name, text]) => found.has(name) && found.get(name) !== text).map(([name]) => name),
  };
}

/** SQLite keeps the text of every CREATE as it was given; its own tables (`sqlite_…`) are left out. */
export async function describeSqliteSchema(store: Handle): Promise<SchemaParts> {
  const { rows } = await sql<{ type: string; name: string; sql: string | null }>`
    SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`.execute(store.q);
  return new Map(rows.map((row) => [`${row.type} ${row.name}`, row.sql ?? ""]));
}

const expectedSqlite = new Map<number, Promise<SchemaParts>>();

/** What a database made by this program's first `steps` steps looks like; made once per process. */
export function expectedSqliteSchema(steps: number): Promise<SchemaParts> {
  const known = expectedSqlite.get(steps) ?? freshSqliteSchema(steps);
  expectedSqlite.set(steps, known);
  return known;
}

async function freshSqliteSchema(steps: number): Promise<SchemaParts> {
  const fresh = openSqlite({ path: ":memory:" });
  try {
    await migrate(fresh, fixedClock(0), steps);
    return await describeSqliteSchema(fresh);
  } finally {
    await fresh.close();
  }
}
