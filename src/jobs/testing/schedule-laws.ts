import { describe, expect, it } from "vitest";
import type { NewSchedule } from "../jobs.ts";
import { type Desk, deskForEach, gate, hour, minute, noon, noting, type OpenJobs } from "./jobs-bench.ts";
import { kindOf } from "./kind-of.ts";

const hourly: NewSchedule = {
  name: "hourly",
  kind: "sync",
  payload: "h",
  cron: "0 * * * *",
  zone: "UTC",
  missed: "once",
};
const daily: NewSchedule = {
  name: "daily",
  kind: "report",
  cron: "30 7 * * *",
  zone: "Africa/Nairobi",
  missed: "skip",
};
/** 07:30 in Nairobi on the day after `noon`. */
const morning = Date.UTC(2026, 10, 21, 4, 30);

/** When work starts by itself, and what persons may do about it. */
export function scheduleLaws(engine: string, open: OpenJobs): void {
  describe(`schedules on ${engine}`, () => {
    const desk = deskForEach(open);
    timeLaws(desk);
    tellingLaws(desk);
    pauseLaws(desk);
    changeLaws(desk);
    lifeLaws(desk);
    refusalLaws(desk);
  });
}

function timeLaws(desk: Desk): void {
  it("start their work at each of their times, once, whatever number of engines look", async () => {
    const at: number[] = [];
    const instances = [await desk.another(), await desk.another()];
    for (const jobs of instances) {
      jobs.define([
        kindOf("sync", ({ payload }) => {
          at.push(desk.clock.now());
          return { kind: "done", note: payload };
        }),
      ]);
      await jobs.keepSchedules([hourly]);
    }
    for (let i = 0; i < 3; i++) {
      desk.clock.set((await instances[0]?.nextDueAt()) ?? 0);
      await Promise.all(instances.map((jobs) => jobs.runDue()));
    }
    expect(at).toEqual([1, 2, 3].map((n) => noon + n * hour));
  });
}

function tellingLaws(desk: Desk): void {
  it("are told with their title, times, last run and whether they run", async () => {
    const jobs = await desk.another();
    jobs.define([
      kindOf("sync", async () => {
        expect((await jobs.schedules())[1]).toMatchObject({ running: true, last: { result: "running" } });
        return { kind: "done", note: "3 new sales" };
      }),
    ]);
    await jobs.keepSchedules([hourly, daily]);
    expect(await jobs.schedules()).toEqual([
      {
        ...daily,
        payload: "",
        title: "report",
        state: "on",
        changed: false,
        nextAt: morning,
        last: undefined,
        running: false,
      },
      {
        ...hourly,
        title: "Do sync",
        state: "on",
        changed: false,
        nextAt: noon + hour,
        last: undefined,
        running: false,
      },
    ]);
    desk.clock.set(noon + hour);
    await jobs.runDue();
    const [, told] = await jobs.schedules();
    expect(told).toMatchObject({ nextAt: noon + 2 * hour, running: false });
    expect(told?.last).toMatchObject({
      schedule: "hourly",
      result: "done",
      note: "3 new sales",
      startedAt: noon + hour,
    });
    expect(await jobs.history({ schedule: "hourly", limit: 9 })).toHaveLength(1);
    expect(await jobs.history({ schedule: "daily", limit: 9 })).toEqual([]);
  });

  it("make up once for all that was missed, or not at all, as they say", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen), noting("report", seen)]);
    await jobs.keepSchedules([hourly, { ...daily, payload: "d" }]);
    desk.clock.set(morning + 30 * hour);
    await jobs.runDue();
    expect(seen).toEqual(["h"]);
    const [report, sync] = await jobs.schedules();
    expect(report?.nextAt).toBe(morning + 48 * hour);
    expect(sync?.nextAt).toBe(Date.UTC(2026, 10, 22, 11));
    desk.clock.set(morning + 48 * hour + minute);
    await jobs.runDue();
    expect(seen.sort()).toEqual(["d", "h", "h"]);
  });
}

function pauseLaws(desk: Desk): void {
  it("that are paused start nothing, take back what they started, and go on with the next time", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([kindOf("sync", () => ({ kind: "again", note: "shut" }))]);
    await jobs.keepSchedules([hourly]);
    desk.clock.set(noon + hour);
    await jobs.runDue();
    expect(await jobs.waiting(9)).toHaveLength(1);
    await jobs.pause("hourly");
    expect(await jobs.waiting(9)).toEqual([]);
    expect((await jobs.history({ schedule: "hourly", limit: 1 }))[0]).toMatchObject({
      result: "cancelled",
      note: "Its schedule was paused.",
    });
    expect(await jobs.nextDueAt()).toBeUndefined();
    desk.clock.set(noon + 20.5 * hour);
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.schedules()).toMatchObject([{ state: "paused", nextAt: undefined }]);
    await jobs.resume("hourly");
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.nextDueAt()).toBe(noon + 21 * hour);
    desk.clock.advance(minute);
    await jobs.resume("hourly");
    expect(await jobs.nextDueAt()).toBe(noon + 21 * hour);
    expect(seen).toEqual([]);
  });

  it("can be started at once, also when they are paused, and keep their times", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen)]);
    await jobs.keepSchedules([hourly]);
    await jobs.pause("hourly");
    const id = await jobs.runNow("hourly");
    expect(id).toBeDefined();
    expect(await jobs.runNow("hourly")).toBeUndefined();
    await jobs.runDue();
    expect(seen).toEqual(["h"]);
    expect(await jobs.schedules()).toMatchObject([{ state: "paused", last: { jobId: id, result: "done" } }]);
  });

  it("started at once come before all else, and a command may run just that one", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen), noting("report", seen)]);
    await jobs.keepSchedules([hourly, daily]);
    await desk.add(jobs, { name: "sync", payload: "other", priority: 7 });
    const id = (await jobs.runNow("hourly")) ?? "";
    expect(await jobs.runOne("sync", id)).toBe(true);
    expect(seen).toEqual(["h"]);
    expect(await jobs.runOne("sync", id)).toBe(false);
    expect(seen).toEqual(["h", "other"]);
    const stopped = (await jobs.runNow("hourly")) ?? "";
    expect(await jobs.runOne("sync", stopped, AbortSignal.abort())).toBe(false);
    expect(await jobs.runOne("hologram", stopped)).toBe(false);
    expect(await jobs.waiting(9)).toMatchObject([{ id: stopped }]);
  });
}

function changeLaws(desk: Desk): void {
  it("started at once do not wait for the pause before the next try", async () => {
    let calls = 0;
    const jobs = await desk.another();
    jobs.define([
      kindOf("sync", () => {
        calls += 1;
        return { kind: "again", note: "shut", at: noon + 5 * hour };
      }),
    ]);
    await jobs.keepSchedules([hourly]);
    const id = await jobs.runNow("hourly");
    await jobs.runDue();
    expect(await jobs.waiting(9)).toMatchObject([{ id, runAt: noon + 5 * hour }]);
    expect(await jobs.runNow("hourly")).toBe(id);
    await jobs.runDue();
    expect(calls).toBe(2);
  });

  it("keep a person's change, pause and history when a release brings other times", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    jobs.define([noting("sync", seen), noting("report", seen)]);
    await jobs.keepSchedules([hourly, daily]);
    await jobs.runNow("hourly");
    await jobs.runDue();
    await jobs.reschedule("hourly", "15 */6 * * *", "Europe/London");
    await jobs.pause("daily");
    const next = await desk.another();
    next.define([noting("sync", seen), noting("report", seen)]);
    await next.keepSchedules([
      { ...hourly, cron: "*/30 * * * *", payload: "new" },
      { ...daily, cron: "45 8 * * *" },
    ]);
    const [report, sync] = await next.schedules();
    expect(report).toMatchObject({ state: "paused", cron: "45 8 * * *", changed: false });
    expect(sync).toMatchObject({
      cron: "15 */6 * * *",
      zone: "Europe/London",
      changed: true,
      payload: "new",
      nextAt: Date.UTC(2026, 10, 20, 12, 15),
      last: { result: "done" },
    });
    await next.resume("daily");
    expect((await next.schedules())[0]?.nextAt).toBe(Date.UTC(2026, 10, 21, 5, 45));
  });
}

function lifeLaws(desk: Desk): void {
  it("that are no longer wanted are gone with what they started, and come back as a person left them", async () => {
    const jobs = await desk.another();
    jobs.define([noting("sync", [])]);
    await jobs.keepSchedules([hourly]);
    await jobs.reschedule("hourly", "20 * * * *", "UTC");
    await jobs.runNow("hourly");
    await jobs.keepSchedules([]);
    expect(await jobs.schedules()).toEqual([]);
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.history({ limit: 9 })).toMatchObject([{ note: "Its schedule was taken away." }]);
    expect(await jobs.nextDueAt()).toBeUndefined();
    await expect(jobs.pause("hourly")).rejects.toThrow(/There is no schedule/);
    await jobs.keepSchedules([]);
    desk.clock.set(noon + 3 * hour);
    await jobs.keepSchedules([hourly]);
    expect(await jobs.runDue()).toBe(0);
    expect(await jobs.schedules()).toMatchObject([
      { cron: "20 * * * *", changed: true, nextAt: noon + 3 * hour + 20 * minute },
    ]);
  });

  it("keep the time that is due when the engine starts anew", async () => {
    const seen: string[] = [];
    const jobs = await desk.another();
    await jobs.keepSchedules([hourly]);
    desk.clock.set(noon + hour + minute);
    const next = await desk.another();
    next.define([noting("sync", seen)]);
    await next.keepSchedules([hourly]);
    await next.runDue();
    expect(seen).toEqual(["h"]);
  });

  it("do not run side by side with themselves: the next run waits for the end of the one before", async () => {
    let most = 0;
    let now = 0;
    const [begun, end] = [gate(), gate()];
    const jobs = await desk.another();
    jobs.define([
      kindOf("sync", async () => {
        most = Math.max(most, ++now);
        begun.open();
        await end.opened;
        now -= 1;
        return { kind: "done", note: "" };
      }),
    ]);
    await jobs.keepSchedules([hourly]);
    await jobs.runNow("hourly");
    const first = jobs.runDue();
    await begun.opened;
    desk.clock.set(noon + hour);
    const other = await desk.another();
    other.define([kindOf("sync", () => ({ kind: "done", note: "" }), { leaseMs: 5 * hour })]);
    // The first one's time is over by then; its successor must be the only one.
    const ran = await other.runDue();
    end.open();
    await first;
    expect(most).toBe(1);
    expect(ran).toBe(1);
  });
}

function refusalLaws(desk: Desk): void {
  it("refuse a cron or zone that means nothing, and an unknown name, and change nothing then", async () => {
    const jobs = await desk.another();
    await jobs.keepSchedules([hourly]);
    const refusals: readonly (readonly [string, string, string, RegExp])[] = [
      ["hourly", "61 * * * *", "UTC", /^"61 \* \* \* \*" does not say when\.$/],
      ["hourly", "0 0 30 2 *", "UTC", /^"0 0 30 2 \*" never comes\.$/],
      ["hourly", "0 7 * * *", "Europe/Lundon", /^"Europe\/Lundon" is not a time zone known here\.$/],
      ["weekly", "0 7 * * *", "UTC", /^There is no schedule "weekly"\.$/],
    ];
    for (const [name, cron, zone, sentence] of refusals) {
      await expect(jobs.reschedule(name, cron, zone)).rejects.toThrow(sentence);
    }
    await expect(jobs.keepSchedules([{ ...hourly, cron: "soon" }])).rejects.toThrow(/does not say when/);
    for (const call of [jobs.pause, jobs.resume, jobs.runNow]) {
      await expect(call("weekly")).rejects.toThrow(/There is no schedule "weekly"/);
    }
    expect(await jobs.schedules()).toMatchObject([{ cron: "0 * * * *", changed: false, state: "on" }]);
  });

  it.each([
    ["half an hour", hour / 2],
    ["a day", 24 * hour],
    ["ten years", 87_660 * hour],
  ])("neither repeat a time nor fall silent when the clock is set back by %s", async (_, back) => {
    const jobs = await desk.another();
    // Real time goes on whatever the clock shows.
    let real = 0;
    const at: number[] = [];
    jobs.define([
      kindOf("sync", () => {
        at.push(real);
        return { kind: "done", note: "" };
      }),
    ]);
    await jobs.keepSchedules([hourly]);
    for (; real < 6 * hour; real += minute) {
      if (real === 2 * hour + 10 * minute) desk.clock.advance(-back);
      await jobs.runDue();
      desk.clock.advance(minute);
    }
    const gaps = at.slice(1).map((moment, i) => moment - (at[i] ?? 0));
    expect(real - (at.at(-1) ?? 0)).toBeLessThanOrEqual(2.5 * hour);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(hour);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2.5 * hour);
  });
}
