import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** When a kind of work starts by itself. */
export type ScheduleRow = {
  readonly name: string;
  readonly kind: string;
  readonly payload: string;
  readonly cron: string;
  readonly zone: string;
  readonly missed: "once" | "skip";
  readonly state: "on" | "paused";
  /** A person changed cron or zone. */
  readonly changed: boolean;
  readonly nextAt: number | undefined;
  /** It is no longer wanted, and remembered for what a person changed of it. */
  readonly gone: boolean;
};

/** The schedules that are wanted, by name. */
export async function listSchedules(handle: Handle): Promise<readonly ScheduleRow[]> {
  return (await rememberedSchedules(handle)).filter((row) => !row.gone);
}

/** The same and those that are gone. */
export async function rememberedSchedules(handle: Handle): Promise<readonly ScheduleRow[]> {
  const rows = await handle.q.selectFrom("schedule").selectAll().orderBy("name").execute();
  return rows.map(toSchedule);
}

/** One schedule, or undefined when there is none of that name. */
export async function findSchedule(handle: Handle, name: string): Promise<ScheduleRow | undefined> {
  const row = await handle.q
    .selectFrom("schedule")
    .selectAll()
    .where("name", "=", name)
    .where("gone", "=", 0n)
    .executeTakeFirst();
  return row && toSchedule(row);
}

/** Whether a schedule should start something. */
export async function hasDueSchedule(handle: Handle, now: number): Promise<boolean> {
  const due = await handle.q
    .selectFrom("schedule")
    .select("name")
    .where("state", "=", "on")
    .where("next_at", "<=", BigInt(now))
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

/** The schedules that should start something, longest due first; on PostgreSQL without those that another worker looks at. */
export async function dueSchedules(tx: Tx, now: number): Promise<readonly ScheduleRow[]> {
  const rows = await tx.q
    .selectFrom("schedule")
    .selectAll()
    .where("state", "=", "on")
    .where("next_at", "<=", BigInt(now))
    .orderBy("next_at")
    .orderBy("name")
    .$if(tx.engine === "postgres", (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(toSchedule);
}

/** When the first schedule starts something. */
export async function nextScheduleAt(handle: Handle): Promise<number | undefined> {
  const first = await handle.q
    .selectFrom("schedule")
    .select("next_at")
    .where("state", "=", "on")
    .where("next_at", "is not", null)
    .orderBy("next_at")
    .limit(1)
    .executeTakeFirst();
  return first?.next_at == null ? undefined : Number(first.next_at);
}

/** Writes a schedule whole; one that is gone is never due. */
export async function saveSchedule(tx: Tx, row: ScheduleRow): Promise<void> {
  const values = {
    kind: row.kind,
    payload: row.payload,
    cron: row.cron,
    zone: row.zone,
    missed: row.missed,
    state: row.state,
    changed: row.changed ? 1n : 0n,
    next_at: row.nextAt === undefined || row.gone ? null : BigInt(row.nextAt),
    gone: row.gone ? 1n : 0n,
  };
  await tx.q
    .insertInto("schedule")
    .values({ name: row.name, ...values })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(values))
    .execute();
}

function toSchedule(row: Selectable<Database["schedule"]>): ScheduleRow {
  return {
    name: row.name,
    kind: row.kind,
    payload: row.payload,
    cron: row.cron,
    zone: row.zone,
    missed: row.missed as ScheduleRow["missed"],
    state: row.state as ScheduleRow["state"],
    changed: row.changed === 1n,
    nextAt: row.next_at === null ? undefined : Number(row.next_at),
    gone: row.gone === 1n,
  };
}
