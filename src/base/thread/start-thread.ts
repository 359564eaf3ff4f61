import { Worker } from "node:worker_threads";
import type { Millis } from "../clock.ts";
import { messageOf } from "../message-of.ts";

/** What a thread runs, and what it may use up. */
export type ThreadOptions = {
  /** The module that runs in the thread. */
  readonly entry: URL;
  /** Given to it as it starts: plain values. */
  readonly start: unknown;
  /** Its heap and what hangs on it; beyond that it is ended. */
  readonly memoryMb: number;
  /** Real time, whatever clock the rest of the program lives by: a thread that never answers must end. */
  readonly timeMs: Millis;
  readonly onMessage: (message: unknown) => void;
};

/** Why a thread is no more. */
export type ThreadEnd =
  | { readonly kind: "ended" }
  | { readonly kind: "stopped" }
  | { readonly kind: "memory" }
  | { readonly kind: "time" }
  /** `message` is the first line of what it threw. */
  | { readonly kind: "threw"; readonly message: string };

export type Thread = {
  send(message: unknown): void;
  /** Ends it wherever it is, also within an endless loop. */
  stop(): void;
  /** Resolves, never rejects, once it is no more. */
  readonly end: Promise<ThreadEnd>;
};

const lookEveryMs = 50;
const megabyte = 1_048_576;
/** What the whole process may grow by meanwhile for other reasons, where only that can be measured. */
const othersMb = 96;

/**
 * Runs a module in a thread with a ceiling for memory and time, without the environment of the process. Nothing that
 * the thread does stops this one: what it throws, prints or leaves open ends with it.
 */
export function startThread(options: ThreadOptions): Thread {
  const { memoryMb } = options;
  const worker = new Worker(options.entry, {
    workerData: options.start,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: Math.min(16, memoryMb),
      stackSizeMb: 4,
    },
  });
  // Unread output would pile up here instead of there.
  worker.stdout.resume();
  worker.stderr.resume();
  const { promise: end, resolve } = Promise.withResolvers<ThreadEnd>();
  let why: ThreadEnd | undefined;
  const finish = (reason: ThreadEnd): void => {
    why ??= reason;
    void worker.terminate().finally(() => resolve(why ?? reason));
  };
  worker.on("message", (message: unknown) => {
    if (why === undefined) options.onMessage(message);
  });
  worker.on("messageerror", () => finish({ kind: "threw", message: "It sent what cannot be sent." }));
  worker.on("error", (cause: unknown) => finish(endOfError(cause)));
  const watch = watchMemory(worker, memoryMb, () => finish({ kind: "memory" }));
  const timer = setTimeout(() => finish({ kind: "time" }), options.timeMs);
  worker.on("exit", () => resolve(why ?? { kind: "ended" }));
  void end.then(() => {
    clearTimeout(timer);
    clearInterval(watch);
  });
  return {
    send: (message) => worker.postMessage(message),
    stop: () => finish({ kind: "stopped" }),
    end,
  };
}

function endOfError(cause: unknown): ThreadEnd {
  if (cause instanceof Error && "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY") return { kind: "memory" };
  return { kind: "threw", message: messageOf(cause) };
}

type HeapStatistics = { readonly used_heap_size: number; readonly external_memory: number };
type Measured = { getHeapStatistics?: () => Promise<HeapStatistics> };

/**
 * The engine of the language bounds only its own heap: buffers lie outside it, and one runtime bounds nothing. So we
 * look at the thread where it can be measured, and at the growth of the whole process as the last resort.
 */
function watchMemory(worker: Worker & Measured, memoryMb: number, onTooMuch: () => void): NodeJS.Timeout {
  const before = process.memoryUsage.rss();
  const measured = typeof worker.getHeapStatistics === "function";
  const growthMax = (measured ? 4 * memoryMb : memoryMb) + othersMb;
  let asking = false;
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > growthMax * megabyte) return onTooMuch();
    if (!measured || asking) return;
    asking = true;
    const look = worker.getHeapStatistics?.() ?? Promise.reject(new Error("not measured"));
    look.then(
      (heap) => {
        asking = false;
        if (heap.used_heap_size + heap.external_memory > memoryMb * megabyte) onTooMuch();
      },
      // It is just ending: nothing is left to measure.
      () => undefined,
    );
  }, lookEveryMs);
}
