import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { dayIn, dayText, nextDay, parseDay } from "../domain/time/day.ts";
import type { Period } from "../insight/report/report.ts";

/** What a person said about the period; `true` for an option without a value. */
export type PeriodChoice = {
  readonly day?: string | true | undefined;
  readonly month?: string | true | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** Days before this are taken for mistakes. */
const firstDay = "1990-01-01";
const lastDay = "2199-12-31";

/**
 * The days that are meant. Without any choice, all that is booked. Problems have the code `period-wrong`.
 * @param booked the first and last day of which anything is booked
 */
export function choosePeriod(
  choice: PeriodChoice,
  zone: string,
  now: Millis,
  booked: Period | undefined,
): Result<Period, Problem> {
  const today = dayIn(zone)(now);
  const { day, month, from, to } = choice;
  const ways = [day !== undefined, month !== undefined, from !== undefined || to !== undefined].filter(Boolean).length;
  if (ways > 1)
    return err(wrong("A day, a month and a from–to cannot be given together.", "Name the period in one way."));
  if (day !== undefined) return map(day === true ? ok(today) : typedDay(day, today), (one) => ({ from: one, to: one }));
  if (month !== undefined) return typedMonth(month === true ? today.slice(0, 7) : month);
  return span(from, to, today, booked);
}

function span(
  from: string | undefined,
  to: string | undefined,
  today: string,
  booked: Period | undefined,
): Result<Period, Problem> {
  const first = from === undefined ? undefined : typedDay(from, today);
  const last = to === undefined ? undefined : typedDay(to, today);
  if (first && !first.ok) return first;
  if (last && !last.ok) return last;
  const begin = first?.value ?? earlier(booked?.from ?? today, last?.value ?? today);
  const end = last?.value ?? later(booked?.to ?? today, begin);
  if (begin > end)
    return err(wrong(`The period begins on ${begin}, after its end on ${end}.`, "Give the earlier day first."));
  return ok({ from: begin, to: end });
}

/** A day that somebody typed: `YYYY-MM-DD`, "today" or "yesterday". */
export function typedDay(text: string, today: string): Result<string, Problem> {
  const word = text.trim().toLowerCase();
  if (word === "today") return ok(today);
  if (word === "yesterday") return ok(dayText((parseDay(today) ?? 0) - 1));
  const hint = "Write a day as year-month-day, for example 2026-02-28.";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return err(wrong(`"${text}" is not a day.`, hint));
  if (parseDay(word) === undefined) return err(wrong(`There is no day ${word} in the calendar.`, hint));
  return word >= firstDay && word <= lastDay
    ? ok(word)
    : err(wrong(`The day ${word} lies before 1990 or after 2199.`, hint));
}

/** Both ends of a month that somebody typed, `YYYY-MM`. */
function typedMonth(text: string): Result<Period, Problem> {
  const word = text.trim();
  const from = `${word}-01`;
  if (!/^\d{4}-\d{2}$/.test(word) || parseDay(from) === undefined || from < firstDay || from > lastDay) {
    return err(wrong(`"${text}" is not a month.`, "Write a month as year-month, for example 2026-02."));
  }
  let to = from;
  while (nextDay(to).startsWith(word)) to = nextDay(to);
  return ok({ from, to });
}

function wrong(sentence: string, fix: string): Problem {
  return problem("period-wrong", sentence, { fix });
}

function map<T, U>(result: Result<T, Problem>, then: (value: T) => U): Result<U, Problem> {
  return result.ok ? ok(then(result.value)) : result;
}

const earlier = (a: string, b: string): string => (a < b ? a : b);
const later = (a: string, b: string): string => (a > b ? a : b);
