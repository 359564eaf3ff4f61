import type { Clock, Millis } from "../../clock.ts";

/** A clock whose time passes only when it is told to; whoever sleeps on it wakes in order, at the right moment. */
export type VirtualClock = Clock & {
  /** Lets `ms` pass, waking sleepers on the way and letting each do its work before the next wakes. */
  pass(ms: Millis): Promise<void>;
};

export function virtualClock(start: Millis = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start;
  const sleepers = new Set<{ readonly at: Millis; readonly wake: () => void }>();
  // Work between two wake-ups is a chain of promises; a turn of the event loop lets all of it end.
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        const onAbort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", onAbort, { once: true });
      }),
    pass: async (ms) => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        sleepers.delete(next);
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}
