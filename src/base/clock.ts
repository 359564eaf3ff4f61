/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;

/** Where the time comes from. Handed in everywhere, so that a year can be simulated and any moment replayed. */
export type Clock = {
  /** Now, in milliseconds UTC. */
  now(): Millis;
  /** Resolves after `ms` milliseconds of this clock; rejects early when `signal` aborts. */
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
};

/** The clock of the machine. Only `main` hands it out. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        // A signal may live as long as the engine: it must not gather one listener for each sleep.
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};

/** A clock that stands still until told otherwise, for tests and simulation. */
export function fixedClock(start: Millis): Clock & { set(at: Millis): void; advance(ms: Millis): void } {
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      // Loops that only ever sleep must leave room for the world's answers, as they do on a real clock.
      await new Promise((resolve) => setImmediate(resolve));
    },
    set: (at) => {
      now = at;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
