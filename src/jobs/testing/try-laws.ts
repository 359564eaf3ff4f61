import { describe, expect, it } from "vitest";
import { ProblemError, problem } from "../../base/problem.ts";
import type { JobOutcome } from "../jobs.ts";
import { type Desk, deskForEach, gate, hour, minute, noon, type OpenJobs } from "./jobs-bench.ts";
import { kindOf } from "./kind-of.ts";

/** What happens when work does not succeed at once, and what the history tells of it. */
export function tryLaws(engine: string, open: OpenJobs): void {
  describe(`tries of a job on ${engine}`, () => {
    const desk = deskForEach(open);
    pauseLaws(desk);
    endLaws(desk);
    stopLaws(desk);
  });
}

function pauseLaws(desk: Desk): void {
  it("come after pauses that double with some chance, up to the longest, until they are used up", async () => {
    const jobs = await desk.another();
    const at: number[] = [];
    const attempts: number[] = [];
    const run = ({ attempt }: { attempt: number }): JobOutcome => {
      at.push(desk.clock.now());
      attempts.push(attempt);
      return { kind: "again", note: "the shop was shut" };
    };
    jobs.define([kindOf("sync", run, { attemptsMax: 6, pauseMs: minute, pauseMaxMs: 5 * minute })]);
    await desk.add(jobs, { name: "sync", dedupe: "shop" });
    for (;;) {
      await jobs.runDue();
      const next = await jobs.nextDueAt();
      if (next === undefined) break;
      expect(next).toBeGreaterThan(desk.clock.now());
      desk.clock.set(next);
    }
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6]);
    const pauses = at.slice(1).map((moment, i) => moment - (at[i] ?? 0));
    const whole = [1, 2, 4, 5, 5].map((n) => n * minute);
    for (const [i, pause] of pauses.entries()) {
      expect(pause).toBeLessThanOrEqual(whole[i] ?? 0);
      expect(pause).toBeGreaterThanOrEqual((whole[i] ?? 0) / 2);
    }
    expect(new Set(pauses).size).toBeGreaterThan(1);
    const history = await jobs.history({ limit: 10 });
    expect(history.map(({ result, attempt }) => [result, attempt])).toEqual([
      ["failed", 6],
      ["again", 5],
      ["again", 4],
      ["again", 3],
      ["again", 2],
      ["again", 1],
    ]);
    expect(history[0]).toMatchObject({ note: "the shop was shut", startedAt: at[5], finishedAt: at[5] });
  });

  it("come at the very moment that the work asks for", async () => {
    const jobs = await desk.another();
    let calls = 0;
    jobs.define([
      kindOf("sync", (): JobOutcome => {
        calls += 1;
        return calls === 1 ? { kind: "again", note: "slower", at: noon + 90_500 } : { kind: "done", note: "3 sales" };
      }),
    ]);
    await desk.add(jobs, { name: "sync" });
    await jobs.runDue();
    expect(await jobs.nextDueAt()).toBe(noon + 90_500);
    desk.clock.set(noon + 90_499);
    expect(await jobs.runDue()).toBe(0);
    desk.clock.set(noon + 90_500);
    expect(await jobs.runDue()).toBe(1);
    expect((await jobs.history({ limit: 1 }))[0]).toMatchObject({ result: "done", note: "3 sales", attempt: 2 });
  });
}

function endLaws(desk: Desk): void {
  it("end where the work says that it failed", async () => {
    const jobs = await desk.another();
    jobs.define([kindOf("sync", () => ({ kind: "failed", note: "the key was refused" }))]);
    await desk.add(jobs, { name: "sync" });
    await jobs.runDue();
    desk.clock.advance(400 * hour);
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.history({ limit: 9 })).toMatchObject([{ result: "failed", note: "the key was refused" }]);
  });

  it("tell a thrown problem's sentence, and of other errors only that one was met", async () => {
    const jobs = await desk.another();
    const throwing = (cause: Error) => async (): Promise<JobOutcome> => {
      throw cause;
    };
    jobs.define([
      kindOf("known", throwing(new ProblemError(problem("shut", "The shop is shut."))), { attemptsMax: 1 }),
      kindOf("unknown", throwing(new TypeError("x is undefined")), { attemptsMax: 1 }),
    ]);
    await desk.add(jobs, { name: "known" });
    await jobs.runDue();
    await desk.add(jobs, { name: "unknown" });
    await jobs.runDue();
    const [second, first] = await jobs.history({ limit: 9 });
    expect(first).toMatchObject({ result: "failed", note: "The shop is shut." });
    expect(second).toMatchObject({ result: "failed", note: "Millrace met an error of its own." });
    expect(desk.told).toEqual([`"Do unknown" met an error of Millrace's own.`]);
  });

  it("go on with the tries they have when an equal job came meanwhile", async () => {
    const jobs = await desk.another();
    const attempts: number[] = [];
    const [begun, end] = [gate(), gate()];
    jobs.define([
      kindOf("sync", async ({ attempt }) => {
        attempts.push(attempt);
        begun.open();
        await end.opened;
        return { kind: "again", note: "", at: desk.clock.now() + hour };
      }),
    ]);
    await desk.add(jobs, { name: "sync", dedupe: "shop" });
    const running = jobs.runDue();
    await begun.opened;
    await desk.add(jobs, { name: "sync", dedupe: "shop" });
    end.open();
    await running;
    expect(await jobs.waiting(9)).toMatchObject([{ runAt: noon + hour }]);
    desk.clock.advance(hour);
    await jobs.runDue();
    expect(attempts).toEqual([1, 2]);
  });
}

function stopLaws(desk: Desk): void {
  it("end at the next beat after a person cancelled the job", async () => {
    const jobs = await desk.another();
    const [begun, cancelled] = [gate(), gate()];
    let aborted = false;
    jobs.define([
      kindOf("sync", async ({ beat, signal }) => {
        await beat();
        begun.open();
        await cancelled.opened;
        expect(signal.aborted).toBe(false);
        await beat().finally(() => {
          aborted = signal.aborted;
        });
        return { kind: "done", note: "not reached" };
      }),
    ]);
    const id = (await desk.add(jobs, { name: "sync" })) ?? "";
    const running = jobs.runDue();
    await begun.opened;
    expect(await jobs.cancel(id)).toBe(true);
    cancelled.open();
    await running;
    expect(aborted).toBe(true);
    expect(await jobs.history({ limit: 9 })).toMatchObject([{ result: "cancelled", note: "It was cancelled." }]);
    expect(await jobs.nextDueAt()).toBeUndefined();
    expect(await jobs.cancel(id)).toBe(false);
  });

  it("are not used up by the engine's stop, and the work goes on after it", async () => {
    const jobs = await desk.another();
    const stop = new AbortController();
    const attempts: number[] = [];
    const run = async ({ attempt, signal }: { attempt: number; signal: AbortSignal }): Promise<JobOutcome> => {
      attempts.push(attempt);
      if (attempt === 1) stop.abort();
      signal.throwIfAborted();
      return { kind: "done", note: "" };
    };
    jobs.define([kindOf("sync", run, { attemptsMax: 1 })]);
    await desk.add(jobs, { name: "sync" });
    await jobs.runDue(stop.signal);
    expect(await jobs.history({ limit: 9 })).toMatchObject([{ result: "again", note: "The engine was stopped." }]);
    expect(desk.told).toEqual([]);
    expect(await jobs.runDue()).toBe(1);
    expect(attempts).toEqual([1, 2]);
  });

  it("are told newest first, and no more of them than asked for, with notes of a bounded length", async () => {
    const jobs = await desk.another();
    jobs.define([kindOf("note", ({ payload }) => ({ kind: "done", note: payload.repeat(300) }))]);
    for (const payload of ["a", "bcd", "e"]) await desk.add(jobs, { name: "note", payload });
    await jobs.runDue();
    const history = await jobs.history({ limit: 2 });
    expect(history.map(({ note }) => [note[0], note.length])).toEqual([
      ["e", 300],
      ["b", 500],
    ]);
  });
}
