import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGate } from "./gate.ts";
import type { Call, RateLimit } from "./http.ts";
import { virtualClock } from "./testing/virtual-clock.ts";

const ask = (path = "/a", method: Call["method"] = "GET"): Pick<Call, "method" | "path"> => ({ path, method });
const day = 86_400_000;

/** Lets `many` calls through and tells when each started, in milliseconds from the beginning. */
async function starts(rates: readonly RateLimit[], arrivals: readonly number[], ms: number): Promise<number[]> {
  const clock = virtualClock();
  const zero = clock.now();
  const gate = createGate(rates, clock);
  const out: number[] = [];
  const sorted = [...arrivals].sort((a, b) => a - b);
  for (const at of sorted) {
    await clock.pass(zero + at - clock.now());
    gate.pass(ask(), day).then((passed) => passed.passed && out.push(clock.now() - zero));
  }
  await clock.pass(ms);
  return out;
}

describe("a limit", () => {
  it("is never exceeded in any window, however calls arrive", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 900 }),
        async (arrivals, permits, perMs) => {
          const seen = await starts([{ name: "a", permits, perMs }], arrivals, 100_000);
          expect(seen.length).toBe(arrivals.length);
          for (const [i, at] of seen.entries()) {
            const inWindow = seen.slice(i).filter((other) => other < at + perMs);
            expect(inWindow.length).toBeLessThanOrEqual(permits);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is used to at least 95 % by those who have enough to do", async () => {
    const rate = { name: "a", permits: 10, perMs: 1_000 };
    const seen = await starts([rate], Array(700).fill(0), 60_000);
    expect(seen.filter((at) => at < 60_000).length).toBeGreaterThanOrEqual(570);
  });

  it("holds beside another one, and the tighter of them counts", async () => {
    const seen = await starts(
      [
        { name: "second", permits: 10, perMs: 1_000 },
        { name: "day", permits: 25, perMs: day },
      ],
      Array(40).fill(0),
      10_000,
    );
    expect(seen.filter((at) => at < 1_000).length).toBe(10);
    expect(seen.length).toBe(25);
  });

  it("counts only the calls it is about; the others pass it by", async () => {
    const clock = virtualClock();
    const creations: RateLimit = {
      name: "new",
      permits: 1,
      perMs: 60_000,
      counts: { methods: ["POST"], path: /^\/products$/ },
    };
    const gate = createGate([creations], clock);
    const passed: string[] = [];
    for (const name of ["POST /products", "POST /products", "GET /products", "POST /covers"]) {
      const [method, path] = name.split(" ");
      gate.pass(ask(path, method === "POST" ? "POST" : "GET"), day).then(() => passed.push(name));
    }
    await clock.pass(0);
    expect(passed).toEqual(["POST /products", "GET /products", "POST /covers"]);
    await clock.pass(62_000);
    expect(passed.at(-1)).toBe("POST /products");
  });

  it("that some wait for does not hold up those who need only another one", async () => {
    const clock = virtualClock();
    const all = { name: "all", permits: 10, perMs: 1_000 };
    const creations: RateLimit = { name: "new", permits: 1, perMs: 60_000, counts: { methods: ["POST"] } };
    const gate = createGate([all, creations], clock);
    const passed: string[] = [];
    for (const method of ["POST", "POST", "GET", "GET"] as const) {
      gate.pass(ask("/a", method), day).then(() => passed.push(method));
    }
    await clock.pass(0);
    expect(passed).toEqual(["POST", "GET", "GET"]);
    await clock.pass(61_000);
    expect(passed.length).toBe(4);
  });

  it("lets through first who came first", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 2, perMs: 100 }], clock);
    const order: number[] = [];
    for (let i = 0; i < 9; i++) gate.pass(ask(), day).then(() => order.push(i));
    await clock.pass(1_000);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("is shared evenly by readers that go on and on, whoever began first and however many there are", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 3, perMs: 100 }], clock);
    const turns = [0, 0, 0, 0, 0];
    const read = async (who: number): Promise<void> => {
      for (;;) {
        await gate.pass(ask(), day);
        turns[who] = (turns[who] ?? 0) + 1;
      }
    };
    void read(0);
    await clock.pass(1_000);
    turns.fill(0);
    for (const who of [1, 2, 3, 4]) void read(who);
    await clock.pass(20_000);
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
    expect(Math.min(...turns)).toBeGreaterThan(100);
  });

  it("tells who would have to wait too long when to come again, at once", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 1, perMs: 600_000 }], clock);
    expect(await gate.pass(ask(), 60_000)).toEqual({ passed: true });
    expect(await gate.pass(ask(), 60_000)).toEqual({ passed: false, freeAt: clock.now() + 601_000 });
  });

  it("does not keep anybody in the queue longer than they would wait", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 1, perMs: 10_000 }], clock);
    const ends: boolean[] = [];
    for (let i = 0; i < 5; i++) gate.pass(ask(), 15_000).then(({ passed }) => ends.push(passed));
    await clock.pass(16_000);
    expect(ends).toEqual([true, true, false, false, false]);
  });

  it("is not used up by a call that was stopped while it waited", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 1, perMs: 100 }], clock);
    await gate.pass(ask(), day);
    const stop = new AbortController();
    const stopped = gate.pass({ ...ask(), signal: stop.signal }, day).catch(() => "stopped");
    const last = gate.pass(ask(), day);
    stop.abort(new Error("enough"));
    expect(await stopped).toBe("stopped");
    await clock.pass(105);
    expect(await last).toEqual({ passed: true });
    await expect(gate.pass({ ...ask(), signal: stop.signal }, day)).rejects.toThrow("enough");
  });

  it("is not stuck when the clock is set back", async () => {
    const clock = virtualClock();
    const gate = createGate([{ name: "a", permits: 1, perMs: 1_000 }], { ...clock, now: () => clock.now() + shift });
    let shift = 3_600_000;
    await gate.pass(ask(), day);
    shift = 0;
    expect(await Promise.race([gate.pass(ask(), day), clock.pass(1_100).then(() => "stuck")])).toEqual({
      passed: true,
    });
  });
});

describe("what the service says about its limits", () => {
  const rate = { name: "a", permits: 100, perMs: 60_000 };

  it("closes the gate until the moment it names", async () => {
    const clock = virtualClock();
    const zero = clock.now();
    const gate = createGate([rate], clock);
    gate.told(ask(), { closedUntil: zero + 5_000 });
    expect(gate.quota()).toEqual([{ ...rate, remaining: 0, resetAt: zero + 5_000 }]);
    let at = 0;
    gate.pass(ask(), day).then(() => {
      at = clock.now() - zero;
    });
    await clock.pass(10_000);
    expect(at).toBe(5_000);
  });

  it("closes the gate also for calls that no limit counts", async () => {
    const clock = virtualClock();
    const gate = createGate([], clock);
    gate.told(ask(), { closedUntil: clock.now() + 90_000 });
    expect(await gate.pass(ask(), 60_000)).toEqual({ passed: false, freeAt: clock.now() + 90_000 });
  });

  it("leaves as many as it says when others use the same account, and all of them after the reset", async () => {
    const clock = virtualClock();
    const gate = createGate([rate], clock);
    await gate.pass(ask(), day);
    gate.told(ask(), { left: { remaining: 3, resetAt: clock.now() + 20_000 } });
    expect(gate.quota()[0]?.remaining).toBe(3);
    let passed = 0;
    for (let i = 0; i < 50; i++) gate.pass(ask(), day).then(() => passed++);
    await clock.pass(19_999);
    expect(passed).toBe(3);
    await clock.pass(1);
    expect(passed).toBe(50);
  });

  it("never lets more through than the limit that is known", async () => {
    const clock = virtualClock();
    const gate = createGate([{ ...rate, permits: 2 }], clock);
    gate.told(ask(), { left: { remaining: 1_000, resetAt: clock.now() + 1_000 } });
    let passed = 0;
    for (let i = 0; i < 5; i++) gate.pass(ask(), day).then(() => passed++);
    await clock.pass(1_500);
    expect(passed).toBe(2);
  });

  it("is taken for the limit of the size it names, where there are several", async () => {
    const clock = virtualClock();
    const gate = createGate(
      [
        { name: "second", permits: 10, perMs: 1_000 },
        { ...rate, name: "minute" },
      ],
      clock,
    );
    gate.told(ask(), { left: { of: 100, remaining: 7, resetAt: clock.now() + 1_000 } });
    gate.told(ask(), { left: { of: 55, remaining: 1, resetAt: clock.now() + 1_000 } });
    expect(gate.quota().map(({ remaining }) => remaining)).toEqual([10, 7]);
  });
});
