import type { Millis } from "../../base/clock.ts";

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;

/** Bytes for people, by powers of ten, rounded down: `1.2 GB`, `340 MB`, `12 bytes`. */
export function bytesName(bytes: number): string {
  let unit = 0;
  let size = Math.max(0, bytes);
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 10 ? Math.floor(size * 10) / 10 : Math.floor(size);
  return `${digits} ${units[unit]}`;
}

// biome-ignore format: a table
const spans: readonly (readonly [ms: Millis, name: string])[] = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
];

/** A span for people in its largest whole unit, rounded down: `3 hours`, `1 day`. */
export function spanName(ms: Millis): string {
  const [size, name] = spans.find(([one]) => ms >= 2 * one || ms === one) ?? [1_000, "second"];
  const count = Math.floor(Math.max(0, ms) / size);
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** A part of a whole as `82 %`, rounded down; 0 % of nothing. */
export function shareName(part: number, whole: number): string {
  return `${whole > 0 ? Math.floor((100 * part) / whole) : 0} %`;
}

/** A moment in a sentence; `withLocalMoments` puts it on the clocks of the book. */
export function momentText(at: Millis): string {
  return new Date(at).toISOString();
}
