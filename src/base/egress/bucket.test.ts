import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBucket } from "./bucket.ts";

const step = fc.oneof(
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 400 }) }),
  fc.record({ do: fc.constant("take" as const) }),
  fc.record({
    do: fc.constant("told" as const),
    left: fc.integer({ min: 0, max: 6 }),
    ms: fc.integer({ min: 0, max: 900 }),
  }),
  fc.record({ do: fc.constant("close" as const), ms: fc.integer({ min: 0, max: 500 }) }),
);

describe("the permits of a limit", () => {
  it("are there exactly from the moment that is promised, whatever was taken, told and closed before", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), (steps, permits) => {
        const bucket = createBucket({ name: "a", permits, perMs: 100 });
        let now = 1_000;
        for (const one of steps) {
          if (one.do === "pass") now += one.ms;
          else if (one.do === "told") bucket.told(now, one.left, now + one.ms);
          else if (one.do === "close") bucket.close(now + one.ms);
          else if (bucket.freeAt(now) <= now) bucket.take(now);
        }
        const at = bucket.freeAt(now);
        expect(at).toBeGreaterThanOrEqual(now);
        if (at > now) expect(bucket.quota(at - 1).remaining).toBe(0);
        expect(bucket.quota(at).remaining).toBeGreaterThan(0);
      }),
    );
  });

  it("are all there again when it is said so", () => {
    const bucket = createBucket({ name: "a", permits: 3, perMs: 1_000 });
    bucket.take(0);
    bucket.told(0, 1, 5_000);
    const { resetAt } = bucket.quota(0);
    expect(resetAt).toBe(5_000);
    expect(bucket.quota(resetAt)).toEqual({ name: "a", permits: 3, perMs: 1_000, remaining: 3, resetAt });
  });

  it("stay few in memory over a long time", () => {
    const bucket = createBucket({ name: "a", permits: 10, perMs: 10 });
    for (let now = 0; now < 100_000; now += 2) if (bucket.freeAt(now) <= now) bucket.take(now);
    expect(bucket.quota(200_000).remaining).toBe(10);
  });
});
