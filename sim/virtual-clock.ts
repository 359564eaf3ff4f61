import type { Clock, Millis } from "../src/base/clock.ts";

/** The one time of a simulation. Whoever sleeps moves it on; nothing waits for real. */
export type Timeline = {
  /** The world's time: that of the platform. */
  readonly world: Clock;
  /** Moves on to `at`; never back. */
  moveTo(at: Millis): void;
  /** What a machine's clock shows: the world's time and how far the machine is wrong. */
  machine(error: { readonly ms: Millis }): Clock;
};

/** `turns` says how often a sleeper lets others go first: with several at work, chance orders them. */
export function createTimeline(start: Millis, turns: () => number): Timeline {
  let now = start;
  const sleep = async (ms: Millis, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) throw signal.reason;
    now += Math.max(0, ms);
    for (let turn = turns(); turn >= 0; turn--) await nextTurn();
    if (signal?.aborted) throw signal.reason;
  };
  return {
    world: { now: () => now, sleep },
    moveTo: (at) => {
      now = Math.max(now, at);
    },
    machine: (error) => ({ now: () => now + error.ms, sleep }),
  };
}

/** Lets everything else that can go on do so once. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
