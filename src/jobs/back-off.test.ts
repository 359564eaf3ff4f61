import fc from "fast-check";
import { expect, it } from "vitest";
import { seededRandom } from "../base/random.ts";
import { pauseAfter } from "./back-off.ts";

const kind = { pauseMs: 60_000, pauseMaxMs: 3_600_000 };
const fixed = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) });

it("a pause doubles with each failed try, up to the longest, less up to a half by chance", () => {
  const whole = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((tries) => pauseAfter(kind, tries, fixed(0)));
  expect(whole).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((n) => n * 60_000));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (tries, seed) => {
      const pause = pauseAfter(kind, tries, seededRandom(seed));
      const most = pauseAfter(kind, tries, fixed(0));
      expect(pause).toBeGreaterThanOrEqual(most / 2);
      expect(pause).toBeLessThanOrEqual(most);
    }),
  );
});

it("a pause is never nothing, so that a failing job cannot keep the engine busy", () => {
  expect(pauseAfter({ pauseMs: 0, pauseMaxMs: 0 }, 1, fixed(255))).toBe(1);
});
