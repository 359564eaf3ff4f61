import type { Millis } from "../base/clock.ts";
import { dayIn, nextDay, startOfDay } from "../domain/time/day.ts";
import { choosePeriod } from "../operations/choose-period.ts";
import type { Book } from "../store/book.ts";
import { orThrow } from "./or-throw.ts";

type Asked = { readonly from?: string | undefined; readonly to?: string | undefined };
type Days = { readonly from: string; readonly to: string };

/** The days that are meant, both inside: this month so far when none are named. Problem: `period-wrong`. */
export function complianceDays(asked: Asked, book: Book, now: Millis): Days {
  const today = dayIn(book.timeZone)(now);
  return orThrow(choosePeriod(asked, book.timeZone, now, { from: `${today.slice(0, 7)}-01`, to: today }));
}

/** The same as moments, the second outside; nothing where no day is named. */
export function momentsOf(asked: Asked, book: Book, now: Millis): { readonly from?: Millis; readonly to?: Millis } {
  if (asked.from === undefined && asked.to === undefined) return {};
  const { from, to } = complianceDays(asked, book, now);
  return { from: startOfDay(from, book.timeZone), to: startOfDay(nextDay(to), book.timeZone) };
}
