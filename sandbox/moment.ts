/** Whole seconds since 1970 in UTC: what a world counts in. They fit 32 bits, which keeps large worlds small. */
export type Seconds = number;

export const minute = 60;
export const hour = 3_600;
export const daySeconds = 86_400;

/** Days since 1970 in UTC. */
export function dayOf(at: Seconds): number {
  return Math.floor(at / daySeconds);
}

/** `2026-11-12T17:41:08Z` */
export function isoOf(at: Seconds): string {
  const second = ((at % daySeconds) + daySeconds) % daySeconds;
  return `${dateOf(dayOf(at))}T${two(Math.floor(second / hour))}:${two(Math.floor(second / minute) % 60)}:${two(second % 60)}Z`;
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function two(number: number): string {
  return twoDigits[number] ?? String(number);
}

/** `2026-11-12` of a day number. */
export function dateOf(day: number): string {
  return textOfDay(isoDays, day, () => new Date(day * daySeconds * 1_000).toISOString().slice(0, 10));
}

/** Texts of days that were written already: lists name the same few hundred over and over. */
const isoDays = new Map<number, string>();
const stampDays = new Map<number, string>();
const rememberedDaysMax = 2_000;

function textOfDay(known: Map<number, string>, day: number, write: () => string): string {
  const text = known.get(day);
  if (text !== undefined) return text;
  if (known.size >= rememberedDaysMax) known.clear();
  const written = write();
  known.set(day, written);
  return written;
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (day + 4) % 7;
}

/** The same day of the month `months` later at the same time, or the month's last day where it is shorter. */
export function monthsLater(at: Seconds, months: number): Seconds {
  const from = new Date(at * 1_000);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const lastDay = new Date(first);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  const day = Math.min(from.getUTCDate(), lastDay.getUTCDate());
  return first / 1_000 + (day - 1) * daySeconds + (at % daySeconds);
}

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Nov 26, 2026` */
export function plainDateOf(at: Seconds): string {
  const day = new Date(at * 1_000);
  return `${monthNames[day.getUTCMonth()]} ${day.getUTCDate()}, ${day.getUTCFullYear()}`;
}

/** `12 Nov 2026  9:41 AM`, hours padded with a space, in a zone that lies `offsetMinutes` from UTC. */
export function daystampOf(at: Seconds, offsetMinutes: number): string {
  const local = at + offsetMinutes * minute;
  const day = dayOf(local);
  const second = local - day * daySeconds;
  const hours = Math.floor(second / hour);
  const twelve = hours % 12 || 12;
  const date = textOfDay(stampDays, day, () => {
    const moment = new Date(day * daySeconds * 1_000);
    return `${two(moment.getUTCDate())} ${monthNames[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
  });
  const minutes = two(Math.floor(second / minute) % 60);
  return `${date} ${twelve < 10 ? " " : ""}${twelve}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

/** `3 days ago`: text that changes while nothing happens. */
export function agoOf(at: Seconds, now: Seconds): string {
  const passed = Math.max(0, now - at);
  if (passed < 45) return "less than a minute ago";
  const [count, unit] = agoParts(passed);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

function agoParts(passed: Seconds): readonly [number, string] {
  if (passed < 45 * minute) return [Math.max(1, Math.round(passed / minute)), "minute"];
  if (passed < 22 * hour) return [Math.max(1, Math.round(passed / hour)), "hour"];
  if (passed < 26 * daySeconds) return [Math.max(1, Math.round(passed / daySeconds)), "day"];
  if (passed < 330 * daySeconds) return [Math.max(1, Math.round(passed / (30 * daySeconds))), "month"];
  return [Math.max(1, Math.round(passed / (365 * daySeconds))), "year"];
}
