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
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined;
  const days = parseDay(text.slice(0, 10));
  if (days === undefined) return undefined;
  const [hours, minutes, seconds, millis] = [
    text.slice(11, 13),
    text.slice(14, 16),
    text.slice(17, 19),
    text.slice(20, 23),
  ].map(Number) as [number, number, number, number];
  const at = days * dayMs + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + millis;
  return isoTime(at) === text ? at : undefined;
}
