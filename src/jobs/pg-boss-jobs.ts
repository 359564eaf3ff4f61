import type { Db, PgBoss } from "pg-boss";
import { assert } from "../base/assert.ts";
import {
  type BossRow,
  bringBossForward,
  dropBossWaiting,
  firstDueKind,
  isLineMade,
  nextBossAt,
  replanBossJobs,
  runBossText,
  tellBossTime,
  waitingBossJobs,
  waitingBossKinds,
} from "../store/boss-line.ts";
import type { Handle, Store, Tx } from "../store/handle.ts";
import type { JobRow } from "../store/job.ts";
import { startBoss } from "./boss-schema.ts";
import type { Jobs } from "./jobs.ts";
import { makeJobs } from "./make-jobs.ts";
import type { JobsOptions } from "./parts.ts";
import type { Queue } from "./queue.ts";

/**
 * Durable work with pg-boss as the line: it adds in the caller's transaction, lets one of equal jobs wait and one run,
 * and hands each out once. Leases, tries, history and schedules are ours, as on the embedded database, so that both
 * behave alike and take their time from one clock.
 */
export function createPgBossJobs(options: JobsOptions): Jobs {
  return makeJobs(options, bossQueue(options.store));
}

/** What pg-boss keeps of a job beside its kind, id and priority. */
type Envelope = Pick<JobRow, "payload" | "schedule" | "runs" | "tries" | "losses"> & { readonly dedupe?: string };

function bossQueue(store: Store): Queue {
  let started: Promise<PgBoss> | undefined;
  // Most commands never touch the line.
  const boss = (): Promise<PgBoss> => (started ??= startBoss(store, false));
  // Schedules are ours, and can be read and changed before the line's tables are made by the first to open it for work.
  const isThere = onceMade();
  const kindsMade = new Map<string, Promise<void>>();
  /** Each kind is a queue of pg-boss, made when it is first needed; that it is made twice does no harm. */
  const queueOf = async (name: string): Promise<PgBoss> => {
    const line = await boss();
    const made = kindsMade.get(name) ?? line.createQueue(name, { policy: "short" });
    kindsMade.set(name, made);
    await made;
    return line;
  };
  const send = async (tx: Tx, job: JobRow, runAt: number, now: number): Promise<boolean> => {
    const line = await queueOf(job.name);
    await tellBossTime(tx, now);
    const { id, priority } = job;
    const key = keyOf(job);
    const group = job.dedupe === undefined ? {} : { group: { id: key } };
    const startAfter = new Date(runAt);
    const added = await line.send(job.name, envelopeOf(job), {
      id,
      priority,
      startAfter,
      singletonKey: key,
      ...group,
      db: within(tx),
    });
    return added !== null;
  };
  return {
    add: send,
    hasDue: async (handle, names, now) =>
      (await isThere(handle)) && (await firstDueKind(handle, names, now)) !== undefined,
    take: async (tx, names, now) => {
      const name = (await isThere(tx)) ? await firstDueKind(tx, names, now) : undefined;
      if (name === undefined) return undefined;
      const line = await queueOf(name);
      await tellBossTime(tx, now);
      const [job] = await line.fetch<Envelope>(name, { includeMetadata: true, groupConcurrency: 1, db: within(tx) });
      return job && rowOf(job);
    },
    taken: async (tx, id, name) => {
      const line = await queueOf(name);
      const [job] = await line.findJobs<Envelope>(name, { id, db: within(tx) });
      return job?.state === "active" ? rowOf(job) : undefined;
    },
    putBack: async (tx, job, runAt, now) => {
      const line = await queueOf(job.name);
      const twins = await line.findJobs(job.name, { key: keyOf(job), queued: true, db: within(tx) });
      await line.deleteJob(job.name, [job.id, ...twins.map(({ id }) => id)], { db: within(tx) });
      assert(await send(tx, job, runAt, now), "a job goes back in the line once its twin is gone");
    },
    remove: async (tx, job) => {
      const line = await queueOf(job.name);
      await line.deleteJob(job.name, job.id, { db: within(tx) });
    },
    drop: async (tx, which) => ((await isThere(tx)) ? (await dropBossWaiting(tx, which)).map(rowOf) : []),
    bringForward: (tx, name, dedupe, now) => bringBossForward(tx, name, keyText(dedupe), now),
    ...lookingOn(isThere),
    close: async () => {
      const line = await started;
      await line?.stop({ graceful: false, close: false });
    },
  };
}

/** Whether the line's tables are there; once they are, they stay. */
function onceMade(): (handle: Handle) => Promise<boolean> {
  let there = false;
  return async (handle) => {
    there ||= await isLineMade(handle);
    return there;
  };
}

/** What is asked of the line as a whole; where there is none yet, nothing waits. */
function lookingOn(
  isThere: (handle: Handle) => Promise<boolean>,
): Pick<Queue, "waiting" | "nextAt" | "waitingKinds" | "replan"> {
  return {
    waiting: async (handle, limit) => ((await isThere(handle)) ? waitingBossJobs(handle, limit) : []),
    nextAt: async (handle, names) => ((await isThere(handle)) ? nextBossAt(handle, names) : undefined),
    waitingKinds: async (handle) => ((await isThere(handle)) ? waitingBossKinds(handle) : []),
    replan: async (tx, now) => {
      if (await isThere(tx)) await replanBossJobs(tx, now);
    },
  };
}

/** pg-boss's statements in our transaction. */
function within(tx: Tx): Db {
  return { executeSql: (text, values) => runBossText(tx, text, values) };
}

/** Jobs without a key are equal to none. */
function keyOf(job: JobRow): string {
  return job.dedupe === undefined ? `id ${job.id}` : keyText(job.dedupe);
}

function keyText(dedupe: string): string {
  return `key ${dedupe}`;
}

function envelopeOf({ payload, schedule, dedupe, runs, tries, losses }: JobRow): Envelope {
  return { payload, schedule, runs, tries, losses, ...(dedupe === undefined ? {} : { dedupe }) };
}

function rowOf({ id, name, data, priority }: BossRow): JobRow {
  const { payload, schedule, runs, tries, losses, dedupe } = data as Envelope;
  return { id, name, payload, schedule, runs, tries, losses, dedupe, priority };
}
