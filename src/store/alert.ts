import type { Selectable } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { AlertState } from "../domain/alert/alert-state.ts";
import type { Severity } from "../domain/alert/severity.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** One time in which something was not right, from its first look to its end. Times are UTC milliseconds. */
export type Alert = {
  readonly id: bigint;
  /** "account/gumroad" */
  readonly key: string;
  readonly severity: Severity;
  readonly title: string;
  readonly lines: readonly string[];
  readonly since: Millis;
  readonly seenAt: Millis;
  /** How often it was seen. */
  readonly times: number;
  /** When a message about it last went out; absent before the first. */
  readonly toldAt: Millis | undefined;
  readonly acknowledgedAt: Millis | undefined;
  readonly acknowledgedBy: string | undefined;
  readonly overAt: Millis | undefined;
};

/** What is kept of every matter between two looks, by its key. */
export async function alertMemories(handle: Handle): Promise<ReadonlyMap<string, AlertState>> {
  const rows = await handle.q.selectFrom("alert_memory").selectAll().orderBy("key").execute();
  return new Map(rows.map(({ key, state }) => [key, JSON.parse(state) as AlertState]));
}

/** Keeps what is remembered of a matter; undefined forgets it. */
export async function saveAlertMemory(tx: Tx, key: string, state: AlertState | undefined): Promise<void> {
  if (state === undefined) {
    await tx.q.deleteFrom("alert_memory").where("key", "=", key).execute();
    return;
  }
  const text = JSON.stringify(state);
  await tx.q
    .insertInto("alert_memory")
    .values({ key, state: text })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ state: text }))
    .execute();
}

/** What is written of an alert that is open. */
export type OpenAlert = Omit<Alert, "id" | "overAt">;

/** Writes the open alert of its key: begins it, or brings it up to date. */
export async function saveOpenAlert(tx: Tx, alert: OpenAlert): Promise<void> {
  const changing = {
    severity: alert.severity,
    title: alert.title,
    lines: JSON.stringify(alert.lines),
    seen_at: BigInt(alert.seenAt),
    times: BigInt(alert.times),
    told_at: big(alert.toldAt),
    acknowledged_at: big(alert.acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy ?? null,
  };
  const { numUpdatedRows } = await tx.q
    .updateTable("alert")
    .set(changing)
    .where("key", "=", alert.key)
    .where("over_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await tx.q
    .insertInto("alert")
    .values({ key: alert.key, since: BigInt(alert.since), ...changing })
    .execute();
}

/** Ends the open alert of a key; nothing where none is open. */
export async function endAlert(tx: Tx, key: string, at: Millis): Promise<void> {
  await tx.q
    .updateTable("alert")
    .set({ over_at: BigInt(at) })
    .where("key", "=", key)
    .where("over_at", "is", null)
    .execute();
}

/** The alert with this id, or undefined. */
export async function readAlert(handle: Handle, id: bigint): Promise<Alert | undefined> {
  const row = await handle.q.selectFrom("alert").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toAlert(row);
}

/** Open alerts, oldest first. */
export async function openAlerts(handle: Handle): Promise<readonly Alert[]> {
  const rows = await handle.q.selectFrom("alert").selectAll().where("over_at", "is", null).orderBy("id").execute();
  return rows.map(toAlert);
}

/** The newest alerts that are over, newest first. */
export async function pastAlerts(handle: Handle, limit: number): Promise<readonly Alert[]> {
  const rows = await handle.q
    .selectFrom("alert")
    .selectAll()
    .where("over_at", "is not", null)
    .orderBy("over_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toAlert);
}

/** Forgets alerts that were over before `before`. Gives how many. */
export async function forgetAlerts(tx: Tx, before: Millis): Promise<number> {
  const done = await tx.q.deleteFrom("alert").where("over_at", "<", BigInt(before)).executeTakeFirst();
  return Number(done.numDeletedRows);
}

const big = (value: number | undefined): bigint | null => (value === undefined ? null : BigInt(value));
const small = (value: bigint | null): number | undefined => (value === null ? undefined : Number(value));

function toAlert(row: Selectable<Database["alert"]>): Alert {
  return {
    id: row.id,
    key: row.key,
    severity: row.severity as Severity,
    title: row.title,
    lines: JSON.parse(row.lines) as readonly string[],
    since: Number(row.since),
    seenAt: Number(row.seen_at),
    times: Number(row.times),
    toldAt: small(row.told_at),
    acknowledgedAt: small(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by ?? undefined,
    overAt: small(row.over_at),
  };
}
