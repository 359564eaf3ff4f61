import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options?: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

let collect: Collect | undefined;

/**
 * Hands memory that start-up or an import has left behind back to the system. V8 keeps a grown heap for the next burst
 * of work; an engine that mostly waits should not. Takes some ten milliseconds.
 */
export function giveBackMemory(): void {
  collect ??= collector();
  collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

function collector(): Collect {
  if (process.versions["bun"])
    return () => (globalThis as unknown as { Bun: { gc(force: boolean): void } }).Bun.gc(true);
  // The collector is only shown to contexts made after the flag is set.
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}
