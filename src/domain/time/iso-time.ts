import { dayMs } from "./civil.ts";
import { dayText, parseDay } from "./day.ts";

/** `2025-11-21T13:20:00.123Z` for UTC milliseconds. */
export function isoTime(at: number): string {
  const days = Math.floor(at / dayMs);
  const rest = at - days * dayMs;
  const part = (unit: number, base: number, width: number): string =>
    String(Math.floor(rest / unit) % base).padStart(width, "0");
  return `${dayText(days)}T${part(3_600_000, 24, 2)}:${part(60_000, 60, 2)}:${part(1_000, 60, 2)}.${part(1, 1_000, 3)}Z`;
}

/** Reads what `isoTime` writes, and nothing else. */
export function parseIsoTime(text: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/.exec(text);
  const days = parts ? parseDay(parts[1] ?? "") : undefined;
  if (!parts || days === undefined) return undefined;
  const at =
    days * dayMs +
    Number(parts[2]) * 3_600_000 +
    Number(parts[3]) * 60_000 +
    Number(parts[4]) * 1_000 +
    Number(parts[5]);
  return isoTime(at) === text ? at : undefined;
}
