import type { Millis } from "../base/clock.ts";
import { fail } from "../base/problem.ts";
import type { Tx } from "../store/handle.ts";
import type { JobRow } from "../store/job.ts";
import { listRuns, recordRun } from "../store/job-run.ts";
import {
  dueSchedules,
  findSchedule,
  listSchedules,
  rememberedSchedules,
  type ScheduleRow,
  saveSchedule,
} from "../store/schedule.ts";
import { nextRun, refuseWrongCron } from "./cron.ts";
import type { JobKind, NewSchedule, ScheduleState } from "./jobs.ts";
import type { Parts } from "./parts.ts";
import { toRecord } from "./records.ts";

/** What a person asks for goes before everything that happens by itself. */
const personsPriority = 1_000;
/** A schedule that comes later than this has missed its time: nothing ran then. */
const missedAfterMs = 5 * 60_000;

/** Makes the schedules exactly these; see `Jobs.keepSchedules`. */
export async function keepSchedules(parts: Parts, wanted: readonly NewSchedule[]): Promise<void> {
  const now = parts.clock.now();
  for (const one of wanted) refuseWrongCron(one.cron, one.zone, now);
  await parts.store.transaction(async (tx) => {
    const known = new Map((await rememberedSchedules(tx)).map((row) => [row.name, row]));
    for (const one of wanted) {
      await saveSchedule(tx, merged(one, known.get(one.name), now));
      known.delete(one.name);
    }
    for (const row of known.values()) {
      if (row.gone) continue;
      await dropWaiting(parts, tx, row.name, "Its schedule was taken away.", now);
      await saveSchedule(tx, { ...row, gone: true });
    }
  });
}

function merged(wanted: NewSchedule, known: ScheduleRow | undefined, now: Millis): ScheduleRow {
  const { name, kind, payload = "", missed } = wanted;
  const { cron, zone } = known?.changed ? known : wanted;
  const same = known !== undefined && !known.gone && known.cron === cron && known.zone === zone;
  return {
    name,
    kind,
    payload,
    missed,
    cron,
    zone,
    state: known?.state ?? "on",
    changed: known?.changed ?? false,
    gone: false,
    nextAt: same ? known.nextAt : nextRun(cron, zone, now),
  };
}

/** All schedules with what became of them, by name. */
export async function scheduleStates({ store, kinds }: Parts): Promise<readonly ScheduleState[]> {
  const states: ScheduleState[] = [];
  for (const row of await listSchedules(store)) {
    const [last] = await listRuns(store, { schedule: row.name, limit: 1 });
    const { gone: _, ...schedule } = row;
    states.push({
      ...schedule,
      title: titleOf(kinds.get(row.kind), row.payload) ?? row.kind,
      nextAt: row.state === "on" ? row.nextAt : undefined,
      last: last && toRecord(last),
      running: last?.result === "running",
    });
  }
  return states;
}

/** Nothing is started by it any more, and what it has started but does not run yet is taken back. */
export async function pauseSchedule(parts: Parts, name: string): Promise<void> {
  await parts.store.transaction(async (tx) => {
    await saveSchedule(tx, { ...(await requireSchedule(tx, name)), state: "paused" });
    await dropWaiting(parts, tx, name, "Its schedule was paused.", parts.clock.now());
  });
}

/** It goes on with the next time; what passed while it was paused is not made up for. */
export async function resumeSchedule({ store, clock }: Parts, name: string): Promise<void> {
  await store.transaction(async (tx) => {
    const row = await requireSchedule(tx, name);
    if (row.state === "on") return;
    await saveSchedule(tx, { ...row, state: "on", nextAt: nextRun(row.cron, row.zone, clock.now()) });
  });
}

/** A person's change; throws a `ProblemError` for a cron or zone that means nothing. */
export async function changeSchedule({ store, clock }: Parts, name: string, cron: string, zone: string): Promise<void> {
  const now = clock.now();
  refuseWrongCron(cron, zone, now);
  await store.transaction(async (tx) => {
    const row = await requireSchedule(tx, name);
    await saveSchedule(tx, { ...row, cron, zone, changed: true, nextAt: nextRun(cron, zone, now) });
  });
}

/** Starts it now, beside its times. */
export async function startSchedule(parts: Parts, name: string): Promise<string | undefined> {
  const { store, clock, queue } = parts;
  return store.transaction(async (tx) => {
    const job = { ...jobOf(parts, await requireSchedule(tx, name)), priority: personsPriority };
    const now = clock.now();
    // One that waits for its next try is started too: a person asks for it.
    return (await queue.add(tx, job, now, now)) ? job.id : queue.bringForward(tx, job.name, job.dedupe ?? "", now);
  });
}

/** Starts what is due, and plans the next time of each. */
export async function startDueSchedules(parts: Parts, tx: Tx): Promise<void> {
  const now = parts.clock.now();
  for (const row of await dueSchedules(tx, now)) {
    const late = now - (row.nextAt ?? now);
    if (row.missed === "once" || late <= missedAfterMs) await parts.queue.add(tx, jobOf(parts, row), now, now);
    await saveSchedule(tx, { ...row, nextAt: nextRun(row.cron, row.zone, now) });
  }
}

/**
 * After the clock was set back by much, a schedule would wait for times that have come already. It then goes on with
 * the second next time: not twice in one period, and not silent for more than two.
 */
export async function replanSchedules(tx: Tx, now: Millis): Promise<void> {
  for (const row of await listSchedules(tx)) {
    if (row.nextAt === undefined) continue;
    const next = nextRun(row.cron, row.zone, now);
    const second = next === undefined ? undefined : nextRun(row.cron, row.zone, next);
    if (second !== undefined && row.nextAt > second) await saveSchedule(tx, { ...row, nextAt: second });
  }
}

async function dropWaiting(parts: Parts, tx: Tx, schedule: string, note: string, now: Millis): Promise<void> {
  for (const job of await parts.queue.drop(tx, { schedule })) await recordCancelled(parts, tx, job, note, now);
}

/** Tells in the history of a job that was taken out of the line before it ran. */
export async function recordCancelled({ ids }: Parts, tx: Tx, job: JobRow, note: string, now: Millis): Promise<void> {
  const { id: jobId, name, schedule, runs } = job;
  const run = { id: ids.next(), jobId, name, schedule, attempt: runs + 1, startedAt: now, finishedAt: now };
  await recordRun(tx, { ...run, result: "cancelled", note });
}

function jobOf({ ids, kinds }: Parts, row: ScheduleRow): JobRow {
  return {
    id: ids.next(),
    name: row.kind,
    payload: row.payload,
    schedule: row.name,
    dedupe: `schedule:${row.name}`,
    priority: kinds.get(row.kind)?.priority ?? 0,
    runs: 0,
    tries: 0,
    losses: 0,
  };
}

async function requireSchedule(tx: Tx, name: string): Promise<ScheduleRow> {
  return (
    (await findSchedule(tx, name)) ??
    fail("unknown-schedule", `There is no schedule "${name}".`, {
      kept: "Nothing was changed.",
      fix: "`millrace jobs list` shows their names.",
    })
  );
}

function titleOf(kind: JobKind | undefined, payload: string): string | undefined {
  return kind?.titleOf?.(payload) ?? kind?.title;
}
