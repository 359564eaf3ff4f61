import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

export type RunResult = "running" | "done" | "again" | "failed" | "lost" | "cancelled";

/** One run of a job. Its id is the token of the worker that holds the job: whoever has it may speak for the run. */
export type RunRow = {
  readonly id: string;
  readonly jobId: string;
  readonly name: string;
  readonly schedule: string;
  readonly attempt: number;
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
  readonly result: RunResult;
  readonly note: string;
};

/** Records that a job began to run, held until `leaseUntil`. */
export async function beginRun(tx: Tx, run: RunRow, leaseUntil: number): Promise<void> {
  await insertRun(tx, run, leaseUntil);
}

/** Records what never ran: a job that was cancelled while it waited. */
export async function recordRun(tx: Tx, run: RunRow): Promise<void> {
  await insertRun(tx, run, 0);
}

async function insertRun(tx: Tx, run: RunRow, leaseUntil: number): Promise<void> {
  await tx.q
    .insertInto("job_run")
    .values({
      id: run.id,
      job_id: run.jobId,
      name: run.name,
      schedule: run.schedule,
      attempt: BigInt(run.attempt),
      started_at: BigInt(run.startedAt),
      finished_at: run.finishedAt === undefined ? null : BigInt(run.finishedAt),
      result: run.result,
      note: run.note,
      lease_until: BigInt(leaseUntil),
      cancel: 0n,
    })
    .execute();
}

/** Holds the run longer. "lost" when it ended without its worker, "cancelled" when a person asked it to end. */
export async function extendLease(
  handle: Handle,
  runId: string,
  leaseUntil: number,
): Promise<"held" | "cancelled" | "lost"> {
  const held = await handle.q
    .updateTable("job_run")
    .set({ lease_until: BigInt(leaseUntil) })
    .where("id", "=", runId)
    .where("result", "=", "running")
    .returning("cancel")
    .executeTakeFirst();
  if (!held) return "lost";
  return held.cancel === 1n ? "cancelled" : "held";
}

/** Ends a run, if it has not been ended: only one of worker and successor can. Tells whether it was to be cancelled. */
export async function endRun(
  tx: Tx,
  runId: string,
  result: Exclude<RunResult, "running">,
  note: string,
  at: number,
): Promise<{ readonly cancel: boolean } | undefined> {
  const ended = await tx.q
    .updateTable("job_run")
    .set({ result, note, finished_at: BigInt(at) })
    .where("id", "=", runId)
    .where("result", "=", "running")
    .returning("cancel")
    .executeTakeFirst();
  return ended && { cancel: ended.cancel === 1n };
}

/** Changes the result of a run that this transaction has ended. */
export async function amendRun(tx: Tx, runId: string, result: RunResult, note: string): Promise<void> {
  await tx.q.updateTable("job_run").set({ result, note }).where("id", "=", runId).execute();
}

/** Asks the worker of a running job to end; false when it does not run. */
export async function askToCancel(tx: Tx, jobId: string): Promise<boolean> {
  const asked = await tx.q
    .updateTable("job_run")
    .set({ cancel: 1n })
    .where("job_id", "=", jobId)
    .where("result", "=", "running")
    .returning("id")
    .execute();
  return asked.length > 0;
}

/** Whether somebody's lease has ended. */
export async function hasExpiredRun(handle: Handle, now: number): Promise<boolean> {
  const found = await handle.q
    .selectFrom("job_run")
    .select("id")
    .where("result", "=", "running")
    .where("lease_until", "<=", BigInt(now))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The runs whose lease has ended, oldest first; on PostgreSQL without those that another worker looks at. */
export async function expiredRuns(tx: Tx, now: number): Promise<readonly RunRow[]> {
  const rows = await tx.q
    .selectFrom("job_run")
    .selectAll()
    .where("result", "=", "running")
    .where("lease_until", "<=", BigInt(now))
    .orderBy("id")
    .$if(tx.engine === "postgres", (query) => query.forUpdate().skipLocked())
    .execute();
  return rows.map(toRun);
}

/** No lease lasts beyond `latest`: after the clock was set back some would. */
export async function shortenLeases(tx: Tx, name: string, latest: number): Promise<void> {
  await tx.q
    .updateTable("job_run")
    .set({ lease_until: BigInt(latest) })
    .where("name", "=", name)
    .where("result", "=", "running")
    .where("lease_until", ">", BigInt(latest))
    .execute();
}

/** When the first lease ends. */
export async function nextLeaseEnd(handle: Handle): Promise<number | undefined> {
  const first = await handle.q
    .selectFrom("job_run")
    .select("lease_until")
    .where("result", "=", "running")
    .orderBy("lease_until")
    .limit(1)
    .executeTakeFirst();
  return first && Number(first.lease_until);
}

/** Runs newest first; of one schedule, or of all. */
export async function listRuns(
  handle: Handle,
  options: { readonly schedule?: string; readonly limit: number },
): Promise<readonly RunRow[]> {
  const { schedule, limit } = options;
  const rows = await handle.q
    .selectFrom("job_run")
    .selectAll()
    .$if(schedule !== undefined, (query) => query.where("schedule", "=", schedule ?? ""))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

/** Forgets runs that ended before `before`, and of each kind all but the newest `keep`. Running ones stay. */
export async function forgetRuns(tx: Tx, before: number, keep: number): Promise<void> {
  await tx.q.deleteFrom("job_run").where("finished_at", "<", BigInt(before)).execute();
  const names = await tx.q.selectFrom("job_run").select("name").distinct().execute();
  for (const { name } of names) {
    await sql`DELETE FROM job_run WHERE name=${name} AND finished_at IS NOT NULL AND id<=(
      SELECT id FROM job_run WHERE name=${name} ORDER BY id DESC LIMIT 1 OFFSET ${BigInt(keep)})`.execute(tx.q);
  }
}

function toRun(row: Selectable<Database["job_run"]>): RunRow {
  return {
    id: row.id,
    jobId: row.job_id,
    name: row.name,
    schedule: row.schedule,
    attempt: Number(row.attempt),
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? undefined : Number(row.finished_at),
    result: row.result as RunResult,
    note: row.note,
  };
}
