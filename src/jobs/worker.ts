import type { Millis } from "../base/clock.ts";
import type { Tx } from "../store/handle.ts";
import type { JobRow } from "../store/job.ts";
import { amendRun, beginRun, endRun, expiredRuns, forgetRuns, hasExpiredRun, shortenLeases } from "../store/job-run.ts";
import { hasDueSchedule } from "../store/schedule.ts";
import { pauseAfter } from "./back-off.ts";
import type { Held, Parts } from "./parts.ts";
import { type RunEnd, runKind } from "./run-kind.ts";
import { replanSchedules, startDueSchedules } from "./schedules.ts";

/** Takes jobs and sees them to their end. */
export type Worker = {
  /** Starts due schedules, takes over what vanished workers held, forgets old history. */
  keepHouse(): Promise<void>;
  /** The next due job, now held by this process. */
  claim(): Promise<Held | undefined>;
  /** The next due job of these kinds, without looking around first. */
  take(names: readonly string[]): Promise<Held | undefined>;
  /** Runs it and records what it came to. */
  run(held: Held, stop: AbortSignal | undefined): Promise<void>;
  /** Tells once of each kind of work that waits and that nobody here knows. */
  tellUnknown(): Promise<void>;
};

/** Vanished workers that one job may have before it is held to be what makes them vanish. */
const lossesMax = 5;
const historyKeptMs = 90 * 24 * 3_600_000;
const runsKeptPerKind = 1_000;
const forgetEveryMs = 3_600_000;
const forgetEveryRuns = 500;
/** A clock that goes back by less is being adjusted, not set. */
const setBackMs = 2_000;
const settleTriesMax = 3;
const lookEveryMs = 100;

export function createWorker(parts: Parts): Worker {
  const { store, clock, queue, kinds, ids } = parts;
  const mine = new Map<string, Held>();
  const told = new Set<string>();
  let latest: Millis | undefined;
  let forgotten = { at: clock.now(), runs: 0 };

  const tellUnknown = async (): Promise<void> => {
    for (const name of await queue.waitingKinds(store)) {
      if (kinds.has(name) || told.has(name)) continue;
      told.add(name);
      parts.tell(`Work of the kind "${name}" waits, which this version of Millrace does not know. It is kept.`);
    }
  };
  const keepHouse = async (): Promise<void> => {
    const now = clock.now();
    if (latest === undefined || now < latest - setBackMs) {
      latest = now;
      await store.transaction((tx) => replan(parts, tx, now));
    }
    latest = Math.max(latest, now);
    if (await hasExpiredRun(store, now)) await store.transaction((tx) => takeOver(parts, tx, mine));
    if (await hasDueSchedule(store, now)) await store.transaction((tx) => startDueSchedules(parts, tx));
    if (Math.abs(now - forgotten.at) < forgetEveryMs && forgotten.runs < forgetEveryRuns) return;
    forgotten = { at: now, runs: 0 };
    await store.transaction((tx) => forgetRuns(tx, now - historyKeptMs, runsKeptPerKind));
    await tellUnknown();
  };
  const take = async (names: readonly string[] = [...kinds.keys()]): Promise<Held | undefined> => {
    return store.transaction(async (tx) => {
      const now = clock.now();
      const job = await queue.take(tx, names, now);
      const kind = job && kinds.get(job.name);
      if (!job || !kind) return undefined;
      const held = { job: begun(job), kind, runId: ids.next(), startedAt: now, ending: new AbortController() };
      await beginRun(tx, runOf(held), now + kind.leaseMs);
      return held;
    });
  };
  let [wasBusy, lookedAt] = [false, Number.NEGATIVE_INFINITY];
  const claim = async (): Promise<Held | undefined> => {
    const age = clock.now() - lookedAt;
    // In the midst of a long line it is enough to look around ten times a second.
    const quick = wasBusy && age >= 0 && age < lookEveryMs ? await take() : undefined;
    if (quick) return quick;
    await keepHouse();
    lookedAt = clock.now();
    // Idle, nothing is written: a transaction would take the writer's turn from others.
    const held = (await queue.hasDue(store, [...kinds.keys()], lookedAt)) ? await take() : undefined;
    wasBusy = held !== undefined;
    return held;
  };
  return {
    keepHouse,
    claim,
    take,
    tellUnknown,
    run: async (held, stop) => {
      mine.set(held.runId, held);
      try {
        const end = await runKind(parts, held, stop);
        await settle(parts, held, end);
      } finally {
        mine.delete(held.runId);
        forgotten.runs += 1;
      }
    },
  };
}

const begun = (job: JobRow): JobRow => ({ ...job, runs: job.runs + 1 });

function runOf({ job, runId, startedAt }: Held): Parameters<typeof beginRun>[1] {
  const { id: jobId, name, schedule, runs: attempt } = job;
  const run = { id: runId, jobId, name, schedule, attempt, startedAt };
  return { ...run, finishedAt: undefined, result: "running", note: "" };
}

/** Records an end, unless the job was given to somebody else meanwhile. */
async function settle(parts: Parts, held: Held, end: RunEnd): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await parts.store.transaction((tx) => settleIn(parts, tx, held, end));
      return;
    } catch (cause) {
      // On PostgreSQL an equal job may be added in the very moment in which this one goes back in the line.
      const isTwin = (cause as { code?: unknown }).code === "23505";
      if (!isTwin || attempt >= settleTriesMax) throw cause;
    }
  }
}

async function settleIn(parts: Parts, tx: Tx, { job, kind, runId }: Held, end: RunEnd): Promise<void> {
  const { queue, clock, random } = parts;
  const now = clock.now();
  const result = end.kind === "stopped" ? "again" : end.kind;
  const ended = await endRun(tx, runId, result, end.note, now);
  if (!ended) return;
  if (end.kind === "done" || end.kind === "failed") return queue.remove(tx, job);
  if (ended.cancel) {
    await amendRun(tx, runId, "cancelled", "It was cancelled.");
    return queue.remove(tx, job);
  }
  if (end.kind === "stopped") return queue.putBack(tx, job, now, now);
  const tried = { ...job, tries: job.tries + 1 };
  if (tried.tries >= kind.attemptsMax) {
    await amendRun(tx, runId, "failed", end.note);
    return queue.remove(tx, job);
  }
  return queue.putBack(tx, tried, end.at ?? now + pauseAfter(kind, tried.tries, random), now);
}

/** Puts back what workers held that were silent for too long. */
async function takeOver(parts: Parts, tx: Tx, mine: ReadonlyMap<string, Held>): Promise<void> {
  const { queue, clock } = parts;
  const now = clock.now();
  for (const run of await expiredRuns(tx, now)) {
    const ended = await endRun(tx, run.id, "lost", "Its worker was silent for too long.", now);
    mine.get(run.id)?.ending.abort();
    const job = await queue.taken(tx, run.jobId, run.name);
    if (!job) continue;
    const lost = { ...begun(job), losses: job.losses + 1 };
    if (ended?.cancel) await queue.remove(tx, lost);
    else if (lost.losses < lossesMax) await queue.putBack(tx, lost, now, now);
    else {
      await amendRun(tx, run.id, "failed", `Its worker vanished ${lossesMax} times, so it is not tried again.`);
      await queue.remove(tx, lost);
    }
  }
}

/** The clock was set back, or may have been while nothing ran. */
async function replan({ queue, kinds }: Parts, tx: Tx, now: Millis): Promise<void> {
  await queue.replan(tx, now);
  await replanSchedules(tx, now);
  for (const kind of kinds.values()) await shortenLeases(tx, kind.name, now + kind.leaseMs);
}
