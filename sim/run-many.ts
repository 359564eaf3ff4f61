import { Worker } from "node:worker_threads";
import type { PresetName } from "../sandbox/world/presets.ts";
import { runSeed, type SeedResult } from "./run-seed.ts";

/** A run of many seeds. */
export type ManyOptions = {
  readonly seeds: readonly number[];
  readonly days: number;
  readonly preset?: PresetName | undefined;
  /** Threads; 1 or less: in this one. */
  readonly workers: number;
  /** The name of a planted mistake. */
  readonly bug?: string | undefined;
  readonly onResult: (result: SeedResult) => void;
  /** No further seed is begun once it says so. */
  readonly enough?: () => boolean;
};

/** What a thread is told to do, one seed after the other. */
export type SeedTask = {
  readonly seed: number;
  readonly days: number;
  readonly preset?: PresetName | undefined;
  readonly bug?: string | undefined;
};

/** Runs seeds, in threads where there are several; results come as they are ready. */
export async function runMany(options: ManyOptions): Promise<void> {
  const { seeds, days, preset, bug, workers, onResult, enough = () => false } = options;
  const waiting = [...seeds];
  const next = (): SeedTask | undefined => {
    const seed = enough() ? undefined : waiting.shift();
    return seed === undefined ? undefined : { seed, days, preset, bug };
  };
  if (workers > 1) await Promise.all(Array.from({ length: workers }, () => inThread(next, onResult)));
  else for (let task = next(); task; task = next()) onResult(await runTask(task));
}

/** One seed in this thread. */
export async function runTask({ seed, days, preset, bug }: SeedTask): Promise<SeedResult> {
  const planted = bug === undefined ? undefined : (await import("./bugs/all.ts")).bugNamed(bug);
  return runSeed({ seed, days, ...(preset ? { preset } : {}), bug: planted });
}

function inThread(next: () => SeedTask | undefined, onResult: (result: SeedResult) => void): Promise<void> {
  const first = next();
  if (!first) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    worker.on("message", (result: SeedResult) => {
      onResult(result);
      const task = next();
      if (task) worker.postMessage(task);
      else void worker.terminate().then(() => resolve());
    });
    worker.on("error", reject);
    worker.postMessage(first);
  });
}
