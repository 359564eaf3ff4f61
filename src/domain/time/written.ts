import type { Millis } from "../../base/clock.ts";
import { civilFromDays, dayMs } from "./civil.ts";
import { parseDay } from "./day.ts";
import { parseIsoTime } from "./iso-time.ts";
import { requireZone } from "./zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const monthsInFull = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `2011-12-09` → `9 Dec 2011`. */
export function dayName(day: string): string {
  const days = parseDay(day);
  if (days === undefined) return day;
  const { year, month, day: date } = civilFromDays(days);
  return `${date} ${months[month - 1]} ${year}`;
}

/** `2011-12` → `December 2011`. */
export function monthName(month: string): string {
  const [year, number] = month.split("-");
  return `${monthsInFull[Number(number) - 1] ?? month} ${year}`;
}

/** A moment on the clocks of `zone`: `9 Dec 2011 12:50`. */
export function momentName(at: Millis, zone: string): string {
  const local = at + requireZone(zone).offsetAt(at);
  const days = Math.floor(local / dayMs);
  const { year, month, day } = civilFromDays(days);
  const minutes = Math.floor((local - days * dayMs) / 60_000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${day} ${months[month - 1]} ${year} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The text with every ISO moment in it written on the clocks of `zone`. */
export function withLocalMoments(text: string, zone: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, (iso) => {
    const at = parseIsoTime(iso);
    return at === undefined ? iso : momentName(at, zone);
  });
}

/** A length of time in one unit, rounded to it: `2 days`, `3 hours`, `7 minutes`, `40 seconds`. */
export function spanName(ms: Millis): string {
  const units = [
    [dayMs, "day"],
    [3_600_000, "hour"],
    [60_000, "minute"],
    [1_000, "second"],
  ] as const;
  // Two of a unit at least, but for seconds: "90 minutes" says more than "2 hours".
  const [size, name] = units.find(([unit]) => Math.round(ms / unit) >= 2) ?? [1_000, "second"];
  const n = Math.round(ms / size);
  return `${n} ${name}${n === 1 ? "" : "s"}`;
}
