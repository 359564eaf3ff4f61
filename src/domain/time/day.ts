import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import { civilFromDays, dayMs, daysFromCivil, isRealDate } from "./civil.ts";
import { requireZone } from "./zone.ts";

/** A calendar day as text, "2026-01-05". Sorts by time. */
export type Day = string;

/** The day `days` after 1970-01-01, as text. */
export function dayText(days: number): Day {
  const { year, month, day } = civilFromDays(days);
  return `${String(year).padStart(4, "0")}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

/** Days from 1970-01-01 to `day`, or undefined when the text is not a real date written YYYY-MM-DD. */
export function parseDay(day: string): number | undefined {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(day);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isRealDate(year, month, date) ? daysFromCivil(year, month, date) : undefined;
}

/**
 * Tells on which local day of `zone` a moment falls. Make it once and keep it: it remembers. Throws a `ProblemError`
 * when the runtime has no such zone.
 */
export function dayIn(zone: string): (at: Millis) => Day {
  const { offsetAt } = requireZone(zone);
  let lastDays = Number.NaN;
  let lastText = "";
  return (at) => {
    const days = Math.floor((at + offsetAt(at)) / dayMs);
    if (days !== lastDays) {
      lastDays = days;
      lastText = dayText(days);
    }
    return lastText;
  };
}

/**
 * The first moment of a local day. Where clocks skip midnight it is the moment of the change; where midnight comes
 * twice, the first. Throws a `ProblemError` for an unknown zone; `day` must be a real date.
 */
export function startOfDay(day: Day, zone: string): Millis {
  return requireZone(zone).fromLocal(countedDay(day) * dayMs);
}

/** The calendar day after. */
export function nextDay(day: Day): Day {
  return dayText(countedDay(day) + 1);
}

/** The calendar day before. */
export function previousDay(day: Day): Day {
  return dayText(countedDay(day) - 1);
}

function countedDay(day: Day): number {
  const days = parseDay(day);
  assert(days !== undefined, `day ${day} was checked when it came in`);
  return days;
}
