import { assert } from "../base/assert.ts";
import type { Tx } from "../store/handle.ts";
import { askToCancel, listRuns, nextLeaseEnd } from "../store/job-run.ts";
import { nextScheduleAt } from "../store/schedule.ts";
import type { JobKind, Jobs, NewJob } from "./jobs.ts";
import type { JobsOptions, Parts } from "./parts.ts";
import type { Queue } from "./queue.ts";
import { toRecord } from "./records.ts";
import {
  changeSchedule,
  keepSchedules,
  pauseSchedule,
  recordCancelled,
  resumeSchedule,
  scheduleStates,
  startSchedule,
} from "./schedules.ts";
import { createBell, workLoop } from "./work-loop.ts";
import { createWorker } from "./worker.ts";

const payloadLengthMax = 4_000;

/** Durable work on a line of whatever make. */
export function makeJobs(options: JobsOptions, queue: Queue): Jobs {
  const kinds = new Map<string, JobKind>();
  const parts: Parts = { ...options, queue, kinds };
  const { store, clock, tell } = options;
  const worker = createWorker(parts);
  const bells = new Set<ReturnType<typeof createBell>>();
  const ring = (): void => {
    for (const bell of bells) bell.ring();
  };
  return {
    define: (more) => {
      for (const kind of more) {
        assert(!kinds.has(kind.name), `the kind of work "${kind.name}" is defined twice`);
        kinds.set(kind.name, kind);
      }
    },
    enqueue: async (tx, job) => {
      const id = await enqueue(parts, tx, job);
      ring();
      return id;
    },
    cancel: (jobId) => cancel(parts, jobId),
    keepSchedules: (schedules) => keepSchedules(parts, schedules),
    schedules: () => scheduleStates(parts),
    pause: (schedule) => pauseSchedule(parts, schedule),
    resume: (schedule) => resumeSchedule(parts, schedule),
    reschedule: (schedule, cron, zone) => changeSchedule(parts, schedule, cron, zone),
    runNow: async (schedule) => {
      const id = await startSchedule(parts, schedule);
      ring();
      return id;
    },
    history: async (which) => (await listRuns(store, which)).map(toRecord),
    waiting: (limit) => queue.waiting(store, limit),
    runDue: async (signal) => {
      await worker.tellUnknown();
      for (let ran = 0; ; ran++) {
        const held = signal?.aborted ? undefined : await worker.claim();
        if (!held) return ran;
        await worker.run(held, signal);
      }
    },
    runOne: async (kind, jobId, signal) => {
      for (;;) {
        const held = signal?.aborted || !kinds.has(kind) ? undefined : await worker.take([kind]);
        if (!held) return false;
        await worker.run(held, signal);
        if (held.job.id === jobId) return true;
      }
    },
    work: async ({ concurrency, signal }) => {
      await worker.tellUnknown();
      const bell = createBell(clock);
      bells.add(bell);
      await workLoop({ worker, bell, concurrency, signal, tell });
      bells.delete(bell);
    },
    nextDueAt: async () => {
      const moments = [
        await queue.nextAt(store, [...kinds.keys()]),
        await nextScheduleAt(store),
        await nextLeaseEnd(store),
      ].filter((at) => at !== undefined);
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    close: () => queue.close(),
  };
}

async function enqueue({ queue, kinds, clock, ids }: Parts, tx: Tx, job: NewJob): Promise<string | undefined> {
  const { name, payload = "", dedupe, priority = kinds.get(name)?.priority ?? 0 } = job;
  assert(payload.length <= payloadLengthMax, `the payload of a "${name}" is too long`);
  const now = clock.now();
  const row = { id: ids.next(), name, payload, schedule: "", dedupe, priority, runs: 0, tries: 0, losses: 0 };
  return (await queue.add(tx, row, job.runAt ?? now, now)) ? row.id : undefined;
}

async function cancel(parts: Parts, jobId: string): Promise<boolean> {
  return parts.store.transaction(async (tx) => {
    const [job] = await parts.queue.drop(tx, { id: jobId });
    if (!job) return askToCancel(tx, jobId);
    await recordCancelled(parts, tx, job, "It was cancelled before it ran.", parts.clock.now());
    return true;
  });
}
