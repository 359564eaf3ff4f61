import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../base/clock.ts";
import { createBucket } from "../base/egress/bucket.ts";
import type { Buckets } from "../base/egress/buckets.ts";
import { createGate } from "../base/egress/gate.ts";
import { openSharedBuckets } from "./shared-buckets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "millrace-limits-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** One process with its own file handle. */
function process(service = "shop", troubles: unknown[] = []): Buckets {
  const shared = openSharedBuckets(folder, (cause) => void troubles.push(cause));
  opened.push(shared);
  return shared.of(service);
}

const step = fc.oneof(
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: -300, max: 400 }) }),
  fc.record({ do: fc.constant("take" as const) }),
  fc.record({ do: fc.constant("told" as const), left: fc.nat(6), ms: fc.integer({ min: 0, max: 900 }) }),
  fc.record({ do: fc.constant("close" as const), ms: fc.integer({ min: 0, max: 500 }) }),
);

describe("limits that several processes share", () => {
  it("are the same as those of one process, whoever of them takes, is told or looks", () => {
    let round = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, fc.nat(2)), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (steps, permits) => {
          round += 1;
          const limit = { name: `limit ${round}`, permits, perMs: 100 };
          const alone = createBucket(limit);
          const many = [process(), process(), process()].map((one) => one.open(limit));
          let now = 1_000;
          for (const [one, who] of steps) {
            for (const bucket of [alone, many[who] ?? alone]) {
              if (one.do === "told") bucket.told(now, one.left, now + one.ms);
              else if (one.do === "close") bucket.close(now + one.ms);
              else if (one.do === "take" && bucket.freeAt(now) <= now) bucket.take(now);
            }
            if (one.do === "pass") now += one.ms;
            expect(many.map((bucket) => bucket.freeAt(now))).toEqual(many.map(() => alone.freeAt(now)));
          }
          expect(many[0]?.quota(now)).toEqual(alone.quota(now));
          for (const shared of opened.splice(0)) shared.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are known after a restart, so that what is used up today stays so", () => {
    const day = { name: "a day", permits: 10_000, perMs: 86_400_000 };
    const before = process().open(day);
    before.told(0, 3, 86_400_000);
    const after = process();
    const bucket = after.open(day);
    const used = after.together(() => [0, 1, 2].map((at) => bucket.take(at)).length);
    expect([used, bucket.quota(5).remaining]).toEqual([3, 0]);
    expect(process().open(day).freeAt(5)).toBe(86_400_000);
    expect(process("another").open(day).quota(5).remaining).toBe(10_000);
  });

  it("let no two processes take the last permit", async () => {
    const clock = fixedClock(0);
    const rates = [{ name: "one", permits: 1, perMs: 60_000 }];
    const gates = [createGate(rates, clock, process()), createGate(rates, clock, process())];
    const ask = { method: "GET", path: "/" } as const;
    const passed = await Promise.all(gates.map((gate) => gate.pass(ask, 10)));
    expect(passed.map((one) => one.passed).sort()).toEqual([false, true]);
  });

  it("are begun anew where the file was spoilt, and counted by each process where none can be made", () => {
    writeFileSync(join(folder, "limits.state"), "this is no database, and long enough to be looked at".repeat(40));
    const limit = { name: "a", permits: 2, perMs: 1_000 };
    const troubles: unknown[] = [];
    const healed = process("shop", troubles).open(limit);
    healed.take(0);
    expect([process().open(limit).quota(1).remaining, troubles]).toEqual([1, []]);
    rmSync(folder, { recursive: true });
    const alone = process("shop", troubles).open(limit);
    alone.take(0);
    expect([alone.quota(1).remaining, troubles.length]).toEqual([1, 1]);
  });
});
