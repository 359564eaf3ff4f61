import type { Clock, Millis } from "../../src/base/clock.ts";

type Sleeper = { readonly until: Millis; readonly wake: () => void };

/** A clock on which nothing passes until a test says so; whoever sleeps wakes when its time has come. */
export function manualClock(start: Millis): Clock & { advance(ms: Millis): void } {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const end = (how: () => void): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", onAbort);
          how();
        };
        const onAbort = (): void => end(() => reject(signal?.reason));
        const sleeper: Sleeper = { until: now + ms, wake: () => end(resolve) };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", onAbort, { once: true });
      }),
    advance: (ms) => {
      now += ms;
      for (const sleeper of [...sleepers]) if (sleeper.until <= now) sleeper.wake();
    },
  };
}
