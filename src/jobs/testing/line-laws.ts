import { describe, expect, it } from "vitest";
import { readSetting, writeSetting } from "../../store/setting.ts";
import { type Desk, deskForEach, gate, hour, minute, noon, noting, type OpenJobs } from "./jobs-bench.ts";
import { kindOf } from "./kind-of.ts";

/** What gets into the line, in which order it leaves, and how it is taken out. */
export function lineLaws(engine: string, open: OpenJobs): void {
  describe(`jobs that wait on ${engine}`, () => {
    const desk = deskForEach(open);
    enteringLaws(desk);
    orderLaws(desk);
    strangeLaws(desk);
  });
}

function enteringLaws(desk: Desk): void {
  it("are there if, and only if, the write that asked for them is", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("mail", seen)]);
    const both = (payload: string, then: () => void): Promise<unknown> =>
      desk.store.transaction(async (tx) => {
        await writeSetting(tx, payload, "written");
        await jobs.enqueue(tx, { name: "mail", payload });
        then();
      });
    await both("kept", () => undefined);
    const broken = both("gone", () => {
      throw new Error("the write failed");
    });
    await expect(broken).rejects.toThrow("the write failed");
    expect(await jobs.runDue()).toBe(1);
    expect(seen).toEqual(["kept"]);
    expect(await readSetting(desk.store, "gone")).toBeUndefined();
  });

  it("of the same key are one while they wait, and a new one may come while the first runs", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    const [begun, end] = [gate(), gate()];
    jobs.define([
      kindOf("sync", async ({ payload }) => {
        seen.push(payload);
        begun.open();
        if (payload === "1") await end.opened;
        return { kind: "done", note: "" };
      }),
      noting("other", seen),
    ]);
    const add = (payload: string, name = "sync") => desk.add(jobs, { name, payload, dedupe: "shop" });
    expect(await add("1")).toBeDefined();
    expect(await add("2")).toBeUndefined();
    desk.clock.advance(1);
    expect(await add("3", "other")).toBeDefined();
    const first = jobs.runDue();
    await begun.opened;
    expect(await add("4")).toBeDefined();
    expect(await add("5")).toBeUndefined();
    // The second waits for the end of the first, for it is the same work.
    const second = await desk.another();
    second.define([noting("sync", seen), noting("other", seen)]);
    await second.runDue();
    expect(seen).toEqual(["1", "3"]);
    end.open();
    await first;
    expect(seen).toEqual(["1", "3", "4"]);
  });

  it("without a key are never taken for one another", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("mail", seen)]);
    for (const payload of ["a", "a", "a"]) await desk.add(jobs, { name: "mail", payload });
    expect(await jobs.runDue()).toBe(3);
  });
}

function orderLaws(desk: Desk): void {
  it("run by priority, then by how long they are due", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("low", seen, { priority: -5 }), noting("usual", seen), noting("high", seen, { priority: 5 })]);
    await desk.add(jobs, { name: "low", payload: "low" });
    await desk.add(jobs, { name: "usual", payload: "first", runAt: noon - hour });
    desk.clock.advance(1);
    await desk.add(jobs, { name: "usual", payload: "second", runAt: noon - minute });
    await desk.add(jobs, { name: "high", payload: "high" });
    await desk.add(jobs, { name: "low", payload: "urgent", priority: 9 });
    await jobs.runDue();
    expect(seen).toEqual(["urgent", "high", "first", "second", "low"]);
  });

  it("for later are left until then, and the moment is told", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("mail", seen)]);
    expect(await jobs.nextDueAt()).toBeUndefined();
    const id = await desk.add(jobs, { name: "mail", payload: "later", runAt: noon + hour });
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.nextDueAt()).toBe(noon + hour);
    expect(await jobs.waiting(10)).toEqual([{ id, name: "mail", runAt: noon + hour }]);
    desk.clock.set(noon + hour);
    expect(await jobs.runDue()).toBe(1);
    expect(await jobs.waiting(10)).toEqual([]);
  });

  it("are told soonest first, and no more of them than asked for", async () => {
    const jobs = await desk.another();
    jobs.define([noting("mail", [])]);
    const runAts = [3, 1, 2].map((n) => noon + n * hour);
    for (const runAt of runAts) await desk.add(jobs, { name: "mail", runAt });
    expect((await jobs.waiting(2)).map(({ runAt }) => runAt)).toEqual([noon + hour, noon + 2 * hour]);
  });

  it("can be cancelled, which the history tells", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("mail", seen)]);
    const id = (await desk.add(jobs, { name: "mail", payload: "a" })) ?? "";
    expect(await jobs.cancel(id)).toBe(true);
    expect(await jobs.cancel(id)).toBe(false);
    expect(await jobs.cancel("00000000-0000-7000-8000-000000000000")).toBe(false);
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.history({ limit: 10 })).toMatchObject([{ jobId: id, result: "cancelled", finishedAt: noon }]);
  });
}

function strangeLaws(desk: Desk): void {
  it("of a kind that only a newer version knows are left alone, and that is told once", async () => {
    const seen: string[] = [];
    const newer = await desk.another();
    newer.define([noting("hologram", seen)]);
    await desk.add(newer, { name: "hologram", payload: "kept" });
    const older = await desk.another();
    older.define([noting("mail", seen)]);
    expect(await older.runDue()).toBe(0);
    expect(await older.runDue()).toBe(0);
    expect(desk.told).toEqual([expect.stringMatching(/"hologram".*does not know.*kept/)]);
    expect(await older.waiting(10)).toHaveLength(1);
    expect(await older.nextDueAt()).toBeUndefined();
    expect(await newer.runDue()).toBe(1);
    expect(seen).toEqual(["kept"]);
  });

  it("carry up to 4,000 characters exactly, and no more", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("mail", seen)]);
    const payload = `{"a":"'; DROP TABLE job; --","b":"漢字 👩‍👩‍👧"}`.padEnd(4_000, "x");
    await desk.add(jobs, { name: "mail", payload });
    await expect(desk.add(jobs, { name: "mail", payload: `${payload}x` })).rejects.toThrow(/too long/);
    await jobs.runDue();
    expect(seen).toEqual([payload]);
  });

  it("refuse that one name stands for two kinds of work", async () => {
    const jobs = await desk.another();
    jobs.define([noting("mail", [])]);
    expect(() => jobs.define([noting("mail", [])])).toThrow(/defined twice/);
  });
}
