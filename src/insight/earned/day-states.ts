import type { Millis } from "../../base/clock.ts";
import { dayIn, dayText, parseDay } from "../../domain/time/day.ts";
import { parseIsoTime } from "../../domain/time/iso-time.ts";
import { completeFor, type Known } from "../report/known-at.ts";
import type { EarnedDay } from "./earned-overview.ts";

/**
 * How whole each day from `from` to `to` is. Only what was left out of a day counts against it: a sale that cannot be
 * booked yet has no day. Whole spans are judged at once, so a year that was read to its end costs one look.
 */
export function dayStates(
  known: Known,
  span: { readonly from: string; readonly to: string; readonly timeZone: string; readonly now: Millis },
): ReadonlyMap<string, EarnedDay["state"]> {
  const { timeZone, now } = span;
  const read: Known = { ...known, incompleteSales: 0, waitingRefunds: 0 };
  const states = new Map<string, EarnedDay["state"]>();
  const today = parseDay(dayIn(timeZone)(now)) ?? 0;
  const judge = (from: number, to: number): void => {
    const period = { from: dayText(from), to: dayText(to) };
    const { state } = completeFor(read, { period, timeZone, now });
    if (state !== "complete" && from < to) {
      const middle = Math.floor((from + to) / 2);
      judge(from, middle);
      judge(middle + 1, to);
      return;
    }
    for (let day = from; day <= to; day++) states.set(dayText(day), state === "complete" ? "whole" : "at-least");
  };
  const [first, last] = [parseDay(span.from) ?? 0, parseDay(span.to) ?? 0];
  const ended = Math.min(last, today - 1);
  const reached = Math.min(ended, reachOf(read, { first, ended, timeZone, now }));
  if (first <= reached) judge(first, reached);
  for (let day = Math.max(first, reached + 1); day <= ended; day++) states.set(dayText(day), "at-least");
  for (let day = Math.max(first, today); day <= last; day++) states.set(dayText(day), "partial");
  return states;
}

/** The last day that may be whole: none where rows were not understood, and no later one than every source reaches. */
function reachOf(
  known: Known,
  asked: { readonly first: number; readonly ended: number; readonly timeZone: string; readonly now: Millis },
): number {
  const { first, ended, timeZone, now } = asked;
  if (first > ended) return ended;
  const period = { from: dayText(first), to: dayText(ended) };
  const { sources } = completeFor(known, { period, timeZone, now });
  const dayOf = dayIn(timeZone);
  const open = sources.filter((one) => one.state === "at-least");
  if (open.some((one) => one.refusedRows > 0 || one.readTo === "")) return first - 1;
  return Math.min(ended, ...open.map((one) => parseDay(dayOf(parseIsoTime(one.readTo) ?? 0)) ?? 0));
}
