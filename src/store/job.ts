import { type Selectable, sql } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** A piece of work as the line holds it. */
export type JobRow = {
  readonly id: string;
  readonly name: string;
  readonly payload: string;
  /** The schedule that started it; "" when none did. */
  readonly schedule: string;
  readonly dedupe: string | undefined;
  readonly priority: number;
  /** Runs begun so far. */
  readonly runs: number;
  /** Runs that ended without success, which use up its tries. */
  readonly tries: number;
  /** Runs whose worker vanished. */
  readonly losses: number;
};

/** Of equal jobs one runs at a time: the other waits for its end. */
const isFree = sql<boolean>`(dedupe IS NULL OR NOT EXISTS(
  SELECT 1 FROM job busy WHERE busy.name=job.name AND busy.dedupe=job.dedupe AND busy.state='running'))`;

/** Puts a job in the line; false when an equal one waits there. */
export async function addJob(tx: Tx, job: JobRow, runAt: number, now: number): Promise<boolean> {
  const added = await tx.q
    .insertInto("job")
    .values({ ...columnsOf(job), id: job.id, state: "waiting", run_at: BigInt(runAt), planned_at: BigInt(now) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether a job of these kinds is due. */
export async function hasDueJob(handle: Handle, names: readonly string[], now: number): Promise<boolean> {
  const due = await handle.q
    .selectFrom("job")
    .select("id")
    .where("state", "=", "waiting")
    .where("run_at", "<=", BigInt(now))
    .where(anyOf(handle, "name", names))
    .where(isFree)
    .limit(1)
    .executeTakeFirst();
  return due !== undefined;
}

/** Takes the due job of these kinds that comes first: higher priority, then longer due. Others pass over it from now on. */
export async function takeJob(tx: Tx, names: readonly string[], now: number): Promise<JobRow | undefined> {
  const first = await tx.q
    .selectFrom("job")
    .selectAll()
    .where("state", "=", "waiting")
    .where("run_at", "<=", BigInt(now))
    .where(anyOf(tx, "name", names))
    .where(isFree)
    .orderBy("priority", "desc")
    .orderBy("run_at")
    .orderBy("id")
    .limit(1)
    .$if(tx.engine === "postgres", (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  if (!first) return undefined;
  await tx.q.updateTable("job").set({ state: "running" }).where("id", "=", first.id).execute();
  return toJob(first);
}

/** The job with this id that runs, locked against others until the transaction ends. */
export async function runningJob(tx: Tx, id: string): Promise<JobRow | undefined> {
  const found = await tx.q
    .selectFrom("job")
    .selectAll()
    .where("id", "=", id)
    .where("state", "=", "running")
    .$if(tx.engine === "postgres", (query) => query.forUpdate())
    .executeTakeFirst();
  return found && toJob(found);
}

/** Puts a running job back in the line. An equal one that came meanwhile goes: it is the same work. */
export async function putBackJob(tx: Tx, job: JobRow, runAt: number, now: number): Promise<void> {
  if (job.dedupe !== undefined) {
    await tx.q
      .deleteFrom("job")
      .where("name", "=", job.name)
      .where("dedupe", "=", job.dedupe)
      .where("state", "=", "waiting")
      .execute();
  }
  await tx.q
    .updateTable("job")
    .set({ ...columnsOf(job), state: "waiting", run_at: BigInt(runAt), planned_at: BigInt(now) })
    .where("id", "=", job.id)
    .execute();
}

/** Takes an ended job out of the line. */
export async function removeJob(tx: Tx, id: string): Promise<void> {
  await tx.q.deleteFrom("job").where("id", "=", id).execute();
}

/** Takes waiting jobs out of the line: one by its id, or all that a schedule started. Gives them. */
export async function dropWaiting(
  tx: Tx,
  which: { readonly id: string } | { readonly schedule: string },
): Promise<readonly JobRow[]> {
  const [column, value] = "id" in which ? (["id", which.id] as const) : (["schedule", which.schedule] as const);
  const dropped = await tx.q
    .deleteFrom("job")
    .where(column, "=", value)
    .where("state", "=", "waiting")
    .returningAll()
    .execute();
  return dropped.map(toJob);
}

/** Makes the waiting job of that kind and key due at `now`. Gives its id; undefined when it was due or there is none. */
export async function bringForward(tx: Tx, name: string, dedupe: string, now: number): Promise<string | undefined> {
  const moved = await tx.q
    .updateTable("job")
    .set({ run_at: BigInt(now), planned_at: BigInt(now) })
    .where("name", "=", name)
    .where("dedupe", "=", dedupe)
    .where("state", "=", "waiting")
    .where("run_at", ">", BigInt(now))
    .returning("id")
    .executeTakeFirst();
  return moved?.id;
}

/** What waits, soonest first. */
export async function waitingJobs(
  handle: Handle,
  limit: number,
): Promise<readonly { readonly id: string; readonly name: string; readonly runAt: number }[]> {
  const rows = await handle.q
    .selectFrom("job")
    .select(["id", "name", "run_at"])
    .where("state", "=", "waiting")
    .orderBy("run_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, runAt: Number(row.run_at) }));
}

/** When the first waiting job of these kinds is due. */
export async function nextJobAt(handle: Handle, names: readonly string[]): Promise<number | undefined> {
  const first = await handle.q
    .selectFrom("job")
    .select("run_at")
    .where("state", "=", "waiting")
    .where(anyOf(handle, "name", names))
    .where(isFree)
    .orderBy("run_at")
    .limit(1)
    .executeTakeFirst();
  return first && Number(first.run_at);
}

/** The kinds of what waits. */
export async function waitingKinds(handle: Handle): Promise<readonly string[]> {
  const rows = await handle.q.selectFrom("job").select("name").distinct().where("state", "=", "waiting").execute();
  return rows.map((row) => row.name);
}

/** After the clock was set back: what was put in the line in the time that is to come again waits as long as it would have. */
export async function replanJobs(tx: Tx, now: number): Promise<void> {
  await tx.q
    .updateTable("job")
    .set({ run_at: sql<bigint>`run_at-planned_at+${BigInt(now)}`, planned_at: BigInt(now) })
    .where("state", "=", "waiting")
    .where("planned_at", ">", BigInt(now))
    .execute();
}

function columnsOf(job: JobRow): {
  name: string;
  payload: string;
  schedule: string;
  dedupe: string | null;
  priority: bigint;
  runs: bigint;
  tries: bigint;
  losses: bigint;
} {
  const { name, payload, schedule, dedupe, priority, runs, tries, losses } = job;
  return {
    name,
    payload,
    schedule,
    dedupe: dedupe ?? null,
    priority: BigInt(priority),
    runs: BigInt(runs),
    tries: BigInt(tries),
    losses: BigInt(losses),
  };
}

function toJob(row: Selectable<Database["job"]>): JobRow {
  return {
    id: row.id,
    name: row.name,
    payload: row.payload,
    schedule: row.schedule,
    dedupe: row.dedupe ?? undefined,
    priority: Number(row.priority),
    runs: Number(row.runs),
    tries: Number(row.tries),
    losses: Number(row.losses),
  };
}
