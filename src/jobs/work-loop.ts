import type { Clock, Millis } from "../base/clock.ts";
import type { Worker } from "./worker.ts";

/** Ends a pause early. */
export type Bell = {
  ring(): void;
  /** Resolves when it rings, after `ms`, or when the signal aborts. One ring before counts too. */
  pause(ms: Millis, signal: AbortSignal): Promise<void>;
};

/** Each of several loops has its own; ringing is for all of them. */
export function createBell(clock: Clock): Bell & { heard(): boolean } {
  let rung = false;
  let sleeping: AbortController | undefined;
  return {
    ring: () => {
      rung = true;
      sleeping?.abort();
    },
    heard: () => {
      const was = rung;
      rung = false;
      return was;
    },
    pause: async (ms, signal) => {
      if (rung || signal.aborted) return;
      sleeping = new AbortController();
      // Woken early is what the signals are for.
      await clock.sleep(ms, AbortSignal.any([sleeping.signal, signal])).catch(() => undefined);
      sleeping = undefined;
    },
  };
}

/** The first pause after something happened, doubled up to the longest: quick when busy, next to no work when idle. */
const pauseFirstMs = 16;
const pauseLongestMs = 1_000;

export type LoopOptions = {
  readonly worker: Worker;
  readonly bell: ReturnType<typeof createBell>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly tell: (sentence: string, cause?: unknown) => void;
};

/** Works until the signal aborts; resolves when what it had begun has ended. Failures are told, and then it goes on. */
export async function workLoop(options: LoopOptions): Promise<void> {
  const { bell, signal } = options;
  const running = new Set<Promise<void>>();
  let pause = pauseFirstMs;
  while (!signal.aborted) {
    const rang = bell.heard();
    const began = await fill(options, running);
    pause = rang || began ? pauseFirstMs : Math.min(pause * 2, pauseLongestMs);
    await bell.pause(pause, signal);
  }
  await Promise.all(running);
}

/** Begins jobs until all places are taken or nothing is due; tells whether any was begun. */
async function fill({ worker, bell, concurrency, signal, tell }: LoopOptions, running: Set<Promise<void>>) {
  let began = false;
  try {
    if (running.size >= concurrency) await worker.keepHouse();
    while (running.size < concurrency && !signal.aborted) {
      const held = await worker.claim();
      if (!held) break;
      began = true;
      const one: Promise<void> = worker
        .run(held, signal)
        .catch((cause: unknown) => tell("The end of a job could not be recorded; it will be run again.", cause))
        .finally(() => {
          running.delete(one);
          bell.ring();
        });
      running.add(one);
    }
  } catch (cause) {
    tell("Jobs could not be looked at; that is tried again in a moment.", cause);
  }
  return began;
}
