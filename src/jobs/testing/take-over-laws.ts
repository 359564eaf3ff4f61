import { describe, expect, it } from "vitest";
import type { JobOutcome } from "../jobs.ts";
import { type Desk, deskForEach, gate, hour, minute, noon, noting, type OpenJobs } from "./jobs-bench.ts";
import { kindOf } from "./kind-of.ts";

const never = new Promise<JobOutcome>(() => undefined);

/** That every job is held by one worker at most, and outlives it. */
export function takeOverLaws(engine: string, open: OpenJobs): void {
  describe(`workers of jobs on ${engine}`, () => {
    const desk = deskForEach(open);
    leaseLaws(desk);
    holdingLaws(desk);
    vanishingLaws(desk);
    clockLaws(desk);
  });
}

function leaseLaws(desk: Desk): void {
  it("that vanish are followed by another when their time is over, and that is told", async () => {
    const seen: string[] = [];
    const vanishing = await desk.another();
    const begun = gate();
    vanishing.define([
      kindOf("sync", () => {
        begun.open();
        return never;
      }),
    ]);
    await desk.add(vanishing, { name: "sync", payload: "p" });
    void vanishing.runDue();
    await begun.opened;
    const second = await desk.another();
    second.define([noting("sync", seen)]);
    expect(await second.runDue()).toBe(0);
    expect(await second.nextDueAt()).toBe(noon + 5 * minute);
    desk.clock.set(noon + 5 * minute - 1);
    expect(await second.runDue()).toBe(0);
    desk.clock.set(noon + 5 * minute);
    expect(await second.runDue()).toBe(1);
    expect(seen).toEqual(["p"]);
    const history = await second.history({ limit: 9 });
    expect(history.map(({ result, attempt }) => [result, attempt])).toEqual([
      ["done", 2],
      ["lost", 1],
    ]);
  });

  it("keep a job as long as they show that they live", async () => {
    const seen: string[] = [];
    const slow = await desk.another();
    const steps = [gate(), gate()] as const;
    const begun = [gate(), gate()] as const;
    slow.define([
      kindOf("sync", async ({ beat }) => {
        for (const [i, step] of steps.entries()) {
          begun[i]?.open();
          await step.opened;
          await beat();
        }
        return { kind: "done", note: "whole" };
      }),
    ]);
    await desk.add(slow, { name: "sync" });
    const running = slow.runDue();
    const second = await desk.another();
    second.define([noting("sync", seen)]);
    for (const [i, step] of steps.entries()) {
      await begun[i]?.opened;
      desk.clock.advance(4 * minute);
      step.open();
      await begun[i + 1]?.opened;
      expect(await second.runDue()).toBe(0);
    }
    expect(await running).toBe(1);
    expect(seen).toEqual([]);
  });
}

function holdingLaws(desk: Desk): void {
  it("that lost a job are told by their beat, and cannot end it", async () => {
    const first = await desk.another();
    const [begun, goOn] = [gate(), gate()];
    const noticed: unknown[] = [];
    first.define([
      kindOf("sync", async ({ beat, signal }) => {
        begun.open();
        await goOn.opened;
        await beat().catch((cause: unknown) => noticed.push(String(cause), signal.aborted));
        return { kind: "failed", note: "the first one's word" };
      }),
    ]);
    await desk.add(first, { name: "sync", dedupe: "shop" });
    const running = first.runDue();
    await begun.opened;
    desk.clock.advance(hour);
    const second = await desk.another();
    second.define([kindOf("sync", () => ({ kind: "again", note: "the second one's word", at: noon + 9 * hour }))]);
    expect(await second.runDue()).toBe(1);
    goOn.open();
    await running;
    expect(noticed).toEqual([expect.stringMatching(/another worker/), true]);
    expect((await second.history({ limit: 9 })).map(({ result }) => result)).toEqual(["again", "lost"]);
    expect(await second.waiting(9)).toMatchObject([{ runAt: noon + 9 * hour }]);
  });

  it("never hold one job together, however they take turns", async () => {
    const instances = await Promise.all(Array.from({ length: 4 }, () => desk.another()));
    const runs = new Map<string, number>();
    const busy = new Set<string>();
    for (const jobs of instances) {
      jobs.define([
        kindOf("sync", async ({ id, beat }) => {
          expect(busy.has(id)).toBe(false);
          busy.add(id);
          await beat();
          runs.set(id, (runs.get(id) ?? 0) + 1);
          busy.delete(id);
          return { kind: "done", note: "" };
        }),
      ]);
    }
    const [first] = instances;
    if (!first) throw new Error("no instance");
    await desk.store.transaction(async (tx) => {
      for (let i = 0; i < 60; i++) await first.enqueue(tx, { name: "sync", payload: String(i) });
    });
    const ran = await Promise.all(instances.map((jobs) => jobs.runDue()));
    expect(ran.reduce((sum, n) => sum + n, 0)).toBe(60);
    expect([...runs.values()]).toEqual(Array(60).fill(1));
  });
}

function vanishingLaws(desk: Desk): void {
  it("that vanish again and again over the same job are spared the sixth time", async () => {
    let begun = gate();
    const id = await desk.add(await desk.another(), { name: "bomb" });
    for (let i = 1; i <= 5; i++) {
      const jobs = await desk.another();
      jobs.define([
        kindOf("bomb", () => {
          begun.open();
          return never;
        }),
      ]);
      begun = gate();
      void jobs.runDue();
      await begun.opened;
      desk.clock.advance(hour);
    }
    const last = await desk.another();
    const seen: string[] = [];
    last.define([noting("bomb", seen)]);
    expect(await last.runDue()).toBe(0);
    expect(seen).toEqual([]);
    const history = await last.history({ limit: 9 });
    expect(history.map(({ result }) => result)).toEqual(["failed", "lost", "lost", "lost", "lost"]);
    expect(history[0]).toMatchObject({ jobId: id, note: expect.stringMatching(/vanished 5 times/) });
  });

  it("that vanish over a job that was cancelled leave it cancelled", async () => {
    const first = await desk.another();
    const begun = gate();
    first.define([
      kindOf("sync", () => {
        begun.open();
        return never;
      }),
    ]);
    const id = (await desk.add(first, { name: "sync" })) ?? "";
    void first.runDue();
    await begun.opened;
    expect(await first.cancel(id)).toBe(true);
    desk.clock.advance(hour);
    const second = await desk.another();
    second.define([noting("sync", [])]);
    expect(await second.runDue()).toBe(0);
    expect(await second.nextDueAt()).toBeUndefined();
  });
}

function clockLaws(desk: Desk): void {
  it("are followed in time also when the clock was set back", async () => {
    const vanishing = await desk.another();
    const begun = gate();
    vanishing.define([
      kindOf("sync", () => {
        begun.open();
        return never;
      }),
    ]);
    await desk.add(vanishing, { name: "sync" });
    void vanishing.runDue();
    await begun.opened;
    desk.clock.set(noon - 1_000 * hour);
    const seen: string[] = [];
    const second = await desk.another();
    second.define([noting("sync", seen)]);
    expect(await second.runDue()).toBe(0);
    desk.clock.advance(5 * minute);
    expect(await second.runDue()).toBe(1);
  });

  it("do not stall when the clock is set back while jobs wait", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen)]);
    await jobs.runDue();
    await desk.add(jobs, { name: "sync", payload: "now" });
    await desk.add(jobs, { name: "sync", payload: "in an hour", runAt: noon + hour });
    desk.clock.set(noon - 1_000 * hour);
    expect(await jobs.runDue()).toBe(1);
    desk.clock.advance(hour);
    expect(await jobs.runDue()).toBe(1);
    expect(seen).toEqual(["now", "in an hour"]);
  });
}
