import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqlite } from "../store/open-sqlite.ts";
import { openDrain } from "./testing/drain.ts";

/** Very unequal loads; one platform lets little through at a time, and one is down. The smallest comes last. */
const platforms = [
  { id: "giant", count: 7_600 },
  { id: "limited", count: 300, limit: { name: "all calls", permits: 50, perMs: 1_000 } },
  { id: "broken", count: 1_500, broken: true },
  { id: "middle", count: 500 },
  { id: "small", count: 100 },
] as const;
const whole = platforms.reduce((sum, { count }) => sum + count, 0);

describe("ten thousand acts in line for five platforms", () => {
  const drained: { at?: Awaited<ReturnType<typeof openDrain>> } = {};
  const drain = () => drained.at ?? raise();
  let before = 0;

  beforeAll(async () => {
    drained.at = await openDrain({ store: openSqlite({ path: ":memory:" }), platforms, workers: 4 });
    await drain().queue();
    expect(await drain().inState("queued")).toBe(whole);
    drain().advance();
    await drain().drainDue();
    before = drain().effects.length;
    drain().heal();
    // Longer than what could not leave was put off, and as often as its line has turns.
    for (let turn = 0; turn < 8 && (await drain().inState("queued")) > 0; turn++) {
      drain().advance(20 * 60_000);
      await drain().drainDue();
    }
  }, 240_000);
  afterAll(() => drain().close());

  it("all leave, each exactly once, and the line is empty", async () => {
    const keys = new Set(drain().effects.map(({ key }) => key));
    expect(drain().effects.length).toBe(whole);
    expect(keys.size).toBe(whole);
    expect(await drain().inState("queued", "sending", "unknown", "failed")).toBe(0);
    expect(await drain().inState("done")).toBe(whole);
  });

  it("leave everywhere else while one platform is down", () => {
    expect(before).toBe(whole - 1_500);
    expect(
      drain()
        .effects.slice(0, before)
        .filter(({ platform }) => platform === "broken"),
    ).toEqual([]);
  });

  it.each(["small", "middle"])("do not wait for the giant's end on the %s platform", (id) => {
    const all = drain().effects;
    const last = all.findLastIndex(({ platform }) => platform === id);
    const count = all.filter(({ platform }) => platform === id).length;
    // Its own, as many of each of the four others, and a turn of each.
    expect(last).toBeLessThan(5 * (count + 2 * 20));
  });

  it("never keep a platform waiting for long between two of its acts", () => {
    for (const id of ["small", "middle", "giant"]) {
      const times = drain()
        .effects.slice(0, before)
        .filter(({ platform }) => platform === id)
        .map(({ at }) => at);
      const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at));
      expect(Math.max(...gaps), id).toBeLessThan(3_000);
    }
  });
});

function raise(): never {
  throw new Error("nothing is drained yet");
}
