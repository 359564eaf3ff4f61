import type { Observation } from "./observation.ts";
import type { Severity } from "./severity.ts";
import { bytesName, shareName } from "./sizes.ts";

const gigabyte = 1_000_000_000;

/** The disk that holds the data. */
export type DiskLeft = { readonly name: string; readonly freeBytes: number; readonly totalBytes: number };

/** Below a tenth and 5 GB it is worth a look, below 3 % and 1 GB, or in any case below 200 MB, serious. */
export function watchDisk({ name, freeBytes, totalBytes }: DiskLeft): Observation {
  const key = `disk/${name}` as const;
  const below = (share: number, bytes: number): boolean => freeBytes < totalBytes * share && freeBytes < bytes;
  const serious = below(0.03, gigabyte) || freeBytes < gigabyte / 5;
  if (!serious && !below(0.1, 5 * gigabyte)) return { key, present: false, title: "There is room on the disk again." };
  const severity: Severity = serious ? "serious" : "worth-a-look";
  return {
    key,
    present: true,
    severity,
    signature: severity,
    title: serious ? "The disk is nearly full." : "The disk is filling up.",
    lines: [
      `${bytesName(freeBytes)} of ${bytesName(totalBytes)} are free (${name}).`,
      "What is booked is safe; without room nothing new can be stored. Free some, or move the data.",
    ],
  };
}

/** The engine as a subject of its own. */
export const engineSubject = "engine";

/** The memory of the engine or of one strategy. */
export type MemoryUsed = {
  /** "engine", or a strategy's id. */
  readonly subject: string;
  readonly title: string;
  readonly usedBytes: number;
  readonly ceilingBytes: number;
  /** Whether it was stopped because of it. */
  readonly stopped?: boolean;
};

/** From 80 % of its ceiling on worth a look; from 95 % on, or when it was stopped, serious. */
export function watchMemory({ subject, title, usedBytes, ceilingBytes, stopped = false }: MemoryUsed): Observation {
  const key = `memory/${subject}` as const;
  const serious = stopped || usedBytes * 100 >= ceilingBytes * 95;
  const high = usedBytes * 100 >= ceilingBytes * 80;
  if (!serious && !high) return { key, present: false, title: `${title} is within its memory again.` };
  const severity: Severity = serious ? "serious" : "worth-a-look";
  const share = shareName(usedBytes, ceilingBytes);
  return {
    key,
    present: true,
    severity,
    signature: stopped ? "stopped" : severity,
    title: stopped ? `${title} was stopped: it used too much memory.` : `${title} uses much memory.`,
    lines: [
      `${bytesName(usedBytes)} of the ${bytesName(ceilingBytes)} it may use, which is ${share}.`,
      stopped ? "All else goes on. It does nothing until you resume it." : atCeiling(subject),
    ],
  };
}

function atCeiling(subject: string): string {
  return subject === engineSubject
    ? "At its ceiling it ends; what was confirmed is kept. Start it anew, or give it more."
    : "At its ceiling it is stopped; all else goes on.";
}
