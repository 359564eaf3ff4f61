import type { Millis } from "../base/clock.ts";
import { dayIn, dayText, nextDay, parseDay } from "../domain/time/day.ts";
import type { Period } from "../insight/report/report.ts";
import { wrongUse } from "./wrong-use.ts";

/** What a person said about the period; `true` for an option without a value. */
export type PeriodOptions = {
  readonly day?: string | true;
  readonly month?: string | true;
  readonly from?: string;
  readonly to?: string;
};

/** A day that somebody typed: `YYYY-MM-DD`, "today" or "yesterday" of the books' zone. */
export function typedDay(text: string, option: string, today: string): string {
  const word = text.trim().toLowerCase();
  if (word === "today") return today;
  if (word === "yesterday") return dayText((parseDay(today) ?? 0) - 1);
  if (parseDay(word) !== undefined && word >= "1990-01-01") return word;
  const looks = /^\d{4}-\d{2}-\d{2}$/.test(word);
  return wrongUse(
    looks
      ? `${option} ${text}: the calendar has no such day that books could hold.`
      : `${option} "${text}" is not a day.`,
    "Write it as year-month-day, for example 2026-02-28.",
  );
}

/** Both ends of a month that somebody typed, `YYYY-MM`. */
export function typedMonth(text: string, option: string): Period {
  const word = text.trim();
  const from = `${word}-01`;
  if (!/^\d{4}-\d{2}$/.test(word) || parseDay(from) === undefined || from < "1990-01-01") {
    return wrongUse(`${option} "${text}" is not a month.`, "Write it as year-month, for example 2026-02.");
  }
  let last = from;
  while (nextDay(last).startsWith(word)) last = nextDay(last);
  return { from, to: last };
}

/**
 * The days that are meant. Without any option, all that is booked.
 * @param booked the first and last day of which anything is booked
 */
export function periodOf(options: PeriodOptions, zone: string, now: Millis, booked: Period | undefined): Period {
  const today = dayIn(zone)(now);
  const given = [
    options.day && "--day",
    options.month && "--month",
    (options.from ?? options.to) !== undefined && "--from or --to",
  ].filter((name) => typeof name === "string");
  if (given.length > 1) wrongUse(`${given.join(" and ")} cannot be given together.`, "Name the period in one way.");
  if (options.day !== undefined) {
    const day = options.day === true ? today : typedDay(options.day, "--day", today);
    return { from: day, to: day };
  }
  if (options.month !== undefined)
    return typedMonth(options.month === true ? today.slice(0, 7) : options.month, "--month");
  const from = options.from === undefined ? undefined : typedDay(options.from, "--from", today);
  const to = options.to === undefined ? undefined : typedDay(options.to, "--to", today);
  if (from !== undefined && to !== undefined && from > to) {
    wrongUse(`--from ${from} lies after --to ${to}.`, "Give the earlier day with --from.");
  }
  const first = from ?? earlier(booked?.from ?? today, to ?? today);
  return { from: first, to: to ?? later(booked?.to ?? first, first) };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);
