import type { Millis } from "../../base/clock.ts";
import { type Day, dayIn, dayText, parseDay, startOfDay } from "../../domain/time/day.ts";

/** The moment that a question is about, in days of the book. */
export type Moment = {
  readonly at: Millis;
  /** The moment again where it is one of the past; absent now. */
  readonly asOf: Millis | undefined;
  readonly today: Day;
  /** "2026-11" */
  readonly month: string;
};

/** Now, or the moment of the past that was asked for. */
export function momentOf(now: Millis, asOf: Millis | undefined, timeZone: string): Moment {
  const past = asOf !== undefined && asOf < now ? asOf : undefined;
  const at = past ?? now;
  const today = dayIn(timeZone)(at);
  return { at, asOf: past, today, month: today.slice(0, 7) };
}

/** The day `days` after this one, or before it. */
export function dayAfter(day: Day, days: number): Day {
  return dayText((parseDay(day) ?? 0) + days);
}

/** Days from one day to another; 0 for the same. */
export function daysBetween(from: Day, to: Day): number {
  return (parseDay(to) ?? 0) - (parseDay(from) ?? 0);
}

/** The last day of a month, "2026-11" → "2026-11-30". */
export function lastDayOf(month: string): Day {
  return dayAfter(`${monthAfter(month)}-01`, -1);
}

/** The month after. */
export function monthAfter(month: string): string {
  return dayAfter(`${month}-28`, 4).slice(0, 7);
}

/** The month before. */
export function monthBefore(month: string): string {
  return dayAfter(`${month}-01`, -1).slice(0, 7);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((parseDay(day) ?? 0) + 3) % 7) + 7) % 7;
}

/** The same time of day on another day; in a shorter month its last moment. */
export function sameTimeOn(day: Day, moment: Moment, timeZone: string): Millis {
  return startOfDay(day, timeZone) + (moment.at - startOfDay(moment.today, timeZone));
}
