import { describe, expect, it } from "vitest";
import { retryAfter, skewOf, toldBy } from "./limit-headers.ts";

const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const of = (headers: Readonly<Record<string, string>>) => (name: string) => headers[name];
const text = (ms: number): string => new Date(ms).toUTCString();
const day = 86_400_000;

describe("when to come back", () => {
  it.each([
    [{ "retry-after": "30" }, 30_000],
    [{ "retry-after": " 0.5 " }, 500],
    [{ "retry-after": text(now + 90_000) }, 90_000],
    [{ "retry-after": text(now - 90_000) }, 0],
    [{ "retry-after": "99999999999" }, day],
    [{ "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" }, day],
    // The service's clock is an hour behind: what it means is a minute.
    [{ "retry-after": text(now - 3_540_000), date: text(now - 3_600_000) }, 60_000],
  ])("%j is in %i ms", (headers, ms) => expect(retryAfter(of(headers), now)).toBe(now + ms));

  it.each([
    {},
    { "retry-after": "" },
    { "retry-after": "soon" },
    { "retry-after": "NaN" },
    { "retry-after": "9".repeat(400) },
  ])("%j says nothing", (headers) => expect(retryAfter(of(headers), now)).toBeUndefined());
});

describe("what is left of a limit", () => {
  it.each([
    [{ "x-ratelimit-limit": "100", "x-ratelimit-remaining": "7", "x-ratelimit-reset": "30" }, 100, 7, 30_000],
    [{ "x-ratelimit-remaining": "7", "x-ratelimit-reset": String(now / 1000 + 30) }, undefined, 7, 30_000],
    [{ "x-ratelimit-remaining": "7", "x-ratelimit-reset": String(now + 30_000) }, undefined, 7, 30_000],
    [{ "ratelimit-limit": "10, 10;w=1", "ratelimit-remaining": "2", "ratelimit-reset": "1" }, 10, 2, 1_000],
    [{ ratelimit: "limit=100, remaining=50, reset=5" }, 100, 50, 5_000],
    [{ ratelimit: '"default";r=50;t=30' }, undefined, 50, 30_000],
    [{ "x-ratelimit-remaining": "1", "x-ratelimit-reset": "99999999" }, undefined, 1, day],
  ])("%j", (headers, limit, remaining, ms) =>
    expect(toldBy(of(headers), now)).toEqual({
      left: { ...(limit === undefined ? {} : { of: limit }), remaining, resetAt: now + ms },
    }),
  );

  it("closes the limit when nothing is left", () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "12" };
    expect(toldBy(of(headers), now).closedUntil).toBe(now + 12_000);
  });

  it.each([
    {},
    { "x-ratelimit-remaining": "5" },
    { "x-ratelimit-reset": "5" },
    { "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "later" },
    { ratelimit: "many" },
  ])("is not guessed from %j", (headers) => expect(toldBy(of(headers), now)).toEqual({}));
});

describe("how far two clocks are apart", () => {
  it("is told by the date of an answer, and by how long it lay in a cache", () => {
    expect(skewOf(of({ date: text(now + 600_000) }), now)).toBe(600_000);
    expect(skewOf(of({ date: text(now - 600_000), age: "600" }), now)).toBe(0);
    expect(skewOf(of({ date: "yesterday" }), now)).toBeUndefined();
    expect(skewOf(of({}), now)).toBeUndefined();
  });
});
