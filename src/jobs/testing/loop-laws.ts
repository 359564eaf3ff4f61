import { describe, expect, it } from "vitest";
import { systemClock } from "../../base/clock.ts";
import type { JobOutcome, JobRun } from "../jobs.ts";
import { type Desk, deskForEach, gate, hour, noon, noting, type OpenJobs } from "./jobs-bench.ts";
import { kindOf } from "./kind-of.ts";

/** Working without end, and in bulk. These run on the machine's own clock. */
export function loopLaws(engine: string, open: OpenJobs): void {
  describe(`the engine's loop over jobs on ${engine}`, () => {
    const desk = deskForEach(open);
    workLaws(desk);
    wakingLaws(desk);
    bulkLaws(desk);
  });
}

function workLaws(desk: Desk): void {
  it("picks up what is enqueued while it is idle, as many at a time as allowed, and ends them when it stops", async () => {
    const jobs = await desk.another(systemClock);
    const stop = new AbortController();
    const [three, all] = [gate(), gate()];
    const seen: string[] = [];
    let [now, most] = [0, 0];
    jobs.define([
      kindOf("sync", async ({ payload, beat }) => {
        most = Math.max(most, ++now);
        if (now === 3) three.open();
        await three.opened;
        await beat();
        now -= 1;
        seen.push(payload);
        if (seen.length === 6) all.open();
        return { kind: "done", note: "" };
      }),
    ]);
    const working = jobs.work({ concurrency: 3, signal: stop.signal });
    for (let i = 0; i < 6; i++) await desk.add(jobs, { name: "sync", payload: String(i) });
    await all.opened;
    stop.abort();
    await working;
    expect(most).toBe(3);
    expect(seen).toHaveLength(6);
    const history = await jobs.history({ limit: 9 });
    expect(history.map(({ result }) => result)).toEqual(Array(6).fill("done"));
  });

  it("picks up what another process enqueued within about a second", async () => {
    const jobs = await desk.another(systemClock);
    const stop = new AbortController();
    const done = gate<number>();
    jobs.define([
      kindOf("sync", () => {
        done.open(systemClock.now());
        return { kind: "done", note: "" };
      }),
    ]);
    const working = jobs.work({ concurrency: 1, signal: stop.signal });
    const command = await desk.another(systemClock);
    const asked = systemClock.now();
    await desk.add(command, { name: "sync" });
    expect((await done.opened) - asked).toBeLessThan(1_900);
    stop.abort();
    await working;
  });
}

function wakingLaws(desk: Desk): void {
  it("is woken by what its own process enqueues, however long it would sleep", async () => {
    const asleep = (_: number, signal?: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const jobs = await desk.another({ now: systemClock.now, sleep: asleep });
    const stop = new AbortController();
    const done = [gate(), gate()] as const;
    jobs.define([
      kindOf("sync", ({ payload }) => {
        done[payload === "by schedule" ? 1 : 0].open();
        return { kind: "done", note: "" };
      }),
    ]);
    const schedule = { name: "yearly", kind: "sync", payload: "by schedule", cron: "@yearly", zone: "UTC" };
    await jobs.keepSchedules([{ ...schedule, missed: "skip" }]);
    const working = jobs.work({ concurrency: 1, signal: stop.signal });
    await systemClock.sleep(30);
    // A server shows the write only after the ring; then the pauses that follow find it.
    if (desk.store.engine === "sqlite") {
      await desk.add(jobs, { name: "sync", payload: "by hand" });
      await done[0].opened;
    }
    await jobs.runNow("yearly");
    await done[1].opened;
    stop.abort();
    await working;
  });

  it("tells work that is silent for too long to end, also when all places are taken, and begins it again", async () => {
    const jobs = await desk.another(systemClock);
    const stop = new AbortController();
    const done = gate();
    const run = async ({ attempt, signal }: JobRun): Promise<JobOutcome> => {
      if (attempt === 2) done.open();
      else await new Promise((resolve) => signal.addEventListener("abort", resolve));
      return { kind: "done", note: `try ${attempt}` };
    };
    jobs.define([kindOf("sync", run, { leaseMs: 100 })]);
    await desk.add(jobs, { name: "sync" });
    const working = jobs.work({ concurrency: 1, signal: stop.signal });
    await done.opened;
    stop.abort();
    await working;
    const history = await jobs.history({ limit: 9 });
    expect(history.map(({ result, note }) => [result, note])).toEqual([
      ["done", "try 2"],
      ["lost", "Its worker was silent for too long."],
    ]);
  });
}

function bulkLaws(desk: Desk): void {
  it("goes on after a failure of its own, which it tells", async () => {
    const clock = { ...systemClock };
    let broken = 0;
    clock.now = () => {
      if (broken-- > 0) throw new Error("the clock fell down");
      return systemClock.now();
    };
    const jobs = await desk.another(clock);
    const stop = new AbortController();
    const done = gate();
    jobs.define([
      kindOf("sync", () => {
        done.open();
        return { kind: "done", note: "" };
      }),
    ]);
    const command = await desk.another(systemClock);
    await desk.add(command, { name: "sync" });
    broken = 2;
    const working = jobs.work({ concurrency: 1, signal: stop.signal });
    await done.opened;
    stop.abort();
    await working;
    expect(desk.told).toEqual(Array(2).fill("Jobs could not be looked at; that is tried again in a moment."));
  });

  it("is through with thousands of jobs, each run once, and keeps a bounded history", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen)]);
    await desk.store.transaction(async (tx) => {
      for (let i = 0; i < count; i++) await jobs.enqueue(tx, { name: "sync", payload: String(i) });
    });
    expect(await jobs.runDue()).toBe(count);
    expect(new Set(seen).size).toBe(count);
    expect((await jobs.history({ limit: 100_000 })).length).toBeLessThanOrEqual(1_500);
    expect(await jobs.nextDueAt()).toBeUndefined();
  }, 240_000);

  it("forgets runs that ended more than ninety days ago", async () => {
    const jobs = await desk.another();
    jobs.define([noting("sync", [])]);
    await desk.add(jobs, { name: "sync", payload: "old" });
    await jobs.runDue();
    desk.clock.set(noon + 91 * 24 * hour);
    await desk.add(jobs, { name: "sync", payload: "new" });
    await jobs.runDue();
    expect((await jobs.history({ limit: 9 })).map(({ note }) => note)).toEqual(["did new"]);
  });
}

const count = 2_000;
