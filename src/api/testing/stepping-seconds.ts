import { type Clock, type Millis, systemClock } from "../../base/clock.ts";

/** A clock on which a second passes every `realMs` milliseconds, for what waits on real connections. */
export function steppingSeconds(start: Millis, realMs: number): Clock & { passed(seconds: number): Promise<void> } {
  const began = systemClock.now();
  const rate = 1_000 / realMs;
  return {
    now: () => start + (systemClock.now() - began) * rate,
    sleep: (ms, signal) => systemClock.sleep(ms / rate, signal),
    passed: (count) => systemClock.sleep(count * realMs),
  };
}
