import { describe, expect, it } from "vitest";
import { fixedClock } from "../clock.ts";
import { type Breaker, createBreaker } from "./breaker.ts";

function failTimes(breaker: Breaker, times: number): void {
  for (let i = 0; i < times; i++) breaker.enter()("failed");
}

describe("a service that fails again and again", () => {
  it("is left alone after the fifth failure in a row, for half a minute", () => {
    const clock = fixedClock(0);
    const breaker = createBreaker(clock);
    failTimes(breaker, 4);
    expect(breaker.restsUntil()).toBeUndefined();
    failTimes(breaker, 1);
    expect(breaker.restsUntil()).toBe(30_000);
    clock.set(29_999);
    expect(breaker.restsUntil()).toBe(30_000);
    clock.set(30_000);
    expect(breaker.restsUntil()).toBeUndefined();
  });

  it("starts to be counted anew with each answer", () => {
    const breaker = createBreaker(fixedClock(0));
    failTimes(breaker, 4);
    breaker.enter()("answered");
    failTimes(breaker, 4);
    expect(breaker.restsUntil()).toBeUndefined();
  });

  it("is tried by one call at a time once its rest is over", () => {
    const clock = fixedClock(0);
    const breaker = createBreaker(clock);
    failTimes(breaker, 5);
    clock.set(30_000);
    const leave = breaker.enter();
    expect(breaker.restsUntil()).toBe(40_000);
    leave("answered");
    expect(breaker.restsUntil()).toBeUndefined();
    failTimes(breaker, 5);
    expect(breaker.restsUntil()).toBe(60_000);
  });

  it("rests twice as long each time it has not come back, up to ten minutes", () => {
    const clock = fixedClock(0);
    const breaker = createBreaker(clock);
    failTimes(breaker, 5);
    const rests: number[] = [];
    for (let i = 0; i < 7; i++) {
      const until = breaker.restsUntil() ?? 0;
      rests.push(until - clock.now());
      clock.set(until);
      failTimes(breaker, 1);
    }
    expect(rests).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  it("is not kept waiting by a trial call that was stopped", () => {
    const clock = fixedClock(0);
    const breaker = createBreaker(clock);
    failTimes(breaker, 5);
    clock.set(30_000);
    breaker.enter()("unknown");
    expect(breaker.restsUntil()).toBeUndefined();
  });

  it("does not rest longer because several calls were under way when it failed", () => {
    const breaker = createBreaker(fixedClock(0));
    const leaving = Array.from({ length: 20 }, () => breaker.enter());
    for (const leave of leaving) leave("failed");
    expect(breaker.restsUntil()).toBe(30_000);
  });
});
