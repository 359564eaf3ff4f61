import { CompiledQuery, sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";

/**
 * What pg-boss's own functions do not answer about its table: which kind of work comes first, what waits for when, and
 * its time. Written against its schema of `bossSchemaVersion`; another version is refused when a database is opened.
 */
export const bossSchema = "pgboss";
/** The version of its schema that pg-boss 12.35.0 makes. */
export const bossSchemaVersion = 43;

/** The setting in which a transaction tells pg-boss what time it is, in milliseconds. */
const nowSetting = "millrace.now";

/** Runs a statement that pg-boss wrote. Whole numbers come as numbers, for that is what it reckons with. */
export async function runBossText(
  handle: Handle,
  text: string,
  values: readonly unknown[] = [],
): Promise<{ rows: Record<string, unknown>[] }> {
  const { rows } = await handle.q.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
  return {
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))),
  };
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value;
}

/** The same for a text of several statements that begins a transaction by itself: none is left open when it fails. */
export async function runBossScript(
  store: Handle,
  text: string,
  values?: readonly unknown[],
): Promise<{ rows: Record<string, unknown>[] }> {
  return store.q.connection().execute(async (q) => {
    try {
      return await runBossText({ engine: store.engine, q }, text, values);
    } catch (cause) {
      await sql`ROLLBACK`.execute(q);
      throw cause;
    }
  });
}

/** Until the transaction ends, pg-boss takes `now` for the time. */
export async function tellBossTime(tx: Tx, now: number): Promise<void> {
  await sql`SELECT set_config(${nowSetting}, ${String(now)}, true)`.execute(tx.q);
}

/** What the owner adds to pg-boss's schema: its clock asks ours, and the application role may work with it. */
export async function fitBossSchema(owner: Handle): Promise<void> {
  await sql
    .raw(`CREATE OR REPLACE FUNCTION ${bossSchema}.job_now() RETURNS timestamp with time zone LANGUAGE sql STABLE AS $fn$
      SELECT coalesce(to_timestamp(nullif(current_setting('${nowSetting}', true), '')::float8 / 1000), pg_catalog.now()) $fn$`)
    .execute(owner.q);
  await sql
    .raw(`DO $do$ BEGIN IF EXISTS(SELECT 1 FROM pg_roles WHERE rolname='millrace_app') THEN
      GRANT USAGE ON SCHEMA ${bossSchema} TO millrace_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${bossSchema} TO millrace_app;
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${bossSchema} TO millrace_app;
    END IF; END $do$`)
    .execute(owner.q);
}

/** Whether there is a line at all. Where there is none yet, nothing waits in it. */
export async function isLineMade(handle: Handle): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    SELECT to_regclass(${`${bossSchema}.job`}) IS NOT NULL AS made`.execute(handle.q);
  return rows[0]?.made === true;
}

/** Whether pg-boss's schema is there, of the version we know, and fitted. */
export async function isBossFit(handle: Handle): Promise<boolean> {
  const { rows: made } = await sql<{ made: boolean }>`
    SELECT to_regclass(${`${bossSchema}.version`}) IS NOT NULL AS made`.execute(handle.q);
  if (!made[0]?.made) return false;
  const { rows } = await sql<{ fit: boolean }>`
    SELECT (SELECT version FROM pgboss.version)=${bossSchemaVersion} AND EXISTS(
      SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid=p.pronamespace
      WHERE n.nspname=${bossSchema} AND p.proname='job_now' AND position(${nowSetting} in p.prosrc)>0) AS fit`.execute(
    handle.q,
  );
  return rows[0]?.fit === true;
}

/** Of equal jobs one runs at a time. */
const isFree = sql`NOT j.blocked AND j.state<'active' AND (j.group_id IS NULL OR NOT EXISTS(
  SELECT 1 FROM pgboss.job a WHERE a.name=j.name AND a.group_id=j.group_id AND a.state='active'))`;

const ms = (column: string) => sql.raw<bigint>(`(extract(epoch from ${column})*1000)::bigint`);
const moment = (at: number) => sql`to_timestamp(${at}::float8/1000)`;

/** The kind whose due job comes first: each kind's own first is found by pg-boss's index. */
export async function firstDueKind(handle: Handle, names: readonly string[], now: number): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    SELECT k.name FROM unnest(${names}::text[]) k(name) CROSS JOIN LATERAL (
      SELECT j.priority, j.created_on FROM pgboss.job j WHERE j.name=k.name AND ${isFree} AND j.start_after<=${moment(now)}
      ORDER BY j.priority DESC, j.created_on LIMIT 1) first
    ORDER BY first.priority DESC, first.created_on, k.name LIMIT 1`.execute(handle.q);
  return rows[0]?.name;
}

/** When the first job of these kinds is due. */
export async function nextBossAt(handle: Handle, names: readonly string[]): Promise<number | undefined> {
  const { rows } = await sql<{ at: bigint }>`
    SELECT ${ms("j.start_after")} AS at FROM pgboss.job j WHERE j.name=ANY(${names}) AND ${isFree}
    ORDER BY j.start_after LIMIT 1`.execute(handle.q);
  return rows[0] && Number(rows[0].at);
}

/** What waits, soonest first. */
export async function waitingBossJobs(
  handle: Handle,
  limit: number,
): Promise<readonly { readonly id: string; readonly name: string; readonly runAt: number }[]> {
  const { rows } = await sql<{ id: string; name: string; at: bigint }>`
    SELECT j.id::text AS id, j.name, ${ms("j.start_after")} AS at FROM pgboss.job j WHERE j.state<'active'
    ORDER BY j.start_after, j.id LIMIT ${limit}`.execute(handle.q);
  return rows.map((row) => ({ id: row.id, name: row.name, runAt: Number(row.at) }));
}

/** The kinds of what waits. */
export async function waitingBossKinds(handle: Handle): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT DISTINCT j.name FROM pgboss.job j WHERE j.state<'active'`.execute(handle.q);
  return rows.map(({ name }) => name);
}

/** A job as pg-boss keeps it. */
export type BossRow = { readonly id: string; readonly name: string; readonly data: unknown; readonly priority: number };

/** Takes out what waits: one by its id, or what a schedule started. */
export async function dropBossWaiting(
  tx: Tx,
  which: { readonly id: string } | { readonly schedule: string },
): Promise<readonly BossRow[]> {
  const condition = "id" in which ? sql`id::text=${which.id}` : sql`data->>'schedule'=${which.schedule}`;
  const { rows } = await sql<{ id: string; name: string; data: unknown; priority: bigint }>`
    DELETE FROM pgboss.job WHERE state<'active' AND ${condition} RETURNING id::text AS id, name, data, priority`.execute(
    tx.q,
  );
  return rows.map((row) => ({ ...row, priority: Number(row.priority) }));
}

/** Makes the waiting job of that kind and key due; undefined when it was, or there is none. */
export async function bringBossForward(tx: Tx, name: string, key: string, now: number): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    UPDATE pgboss.job SET start_after=${moment(now)} WHERE name=${name} AND singleton_key=${key} AND state<'active'
      AND start_after>${moment(now)} RETURNING id::text AS id`.execute(tx.q);
  return rows[0]?.id;
}

/** What was planned in a time that is to come again waits as long as it would have. */
export async function replanBossJobs(tx: Tx, now: number): Promise<void> {
  await sql`
    UPDATE pgboss.job SET start_after=start_after-created_on+${moment(now)}, created_on=${moment(now)}
    WHERE state<'active' AND created_on>${moment(now)}`.execute(tx.q);
}
