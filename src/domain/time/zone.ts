import type { Millis } from "../../base/clock.ts";
import { fail } from "../../base/problem.ts";
import { dayMs, daysFromCivil } from "./civil.ts";

/** An IANA time zone that this runtime knows. */
export type Zone = {
  readonly name: string;
  /** What local clocks showed ahead of UTC at that moment, in milliseconds (negative west of Greenwich). */
  offsetAt(at: Millis): Millis;
  /**
   * The moment at which local clocks showed `local` (written as if it were UTC). Deterministic around clock changes:
   * a time that was skipped counts as shifted forward by the gap; of a time that came twice, the first is meant.
   */
  fromLocal(local: Millis): Millis;
};

/** A UTC day in which the offset changes: `before` holds until `at`, then `after`. */
type ChangeDay = { readonly at: Millis; readonly before: Millis; readonly after: Millis };

const cachedDaysMax = 20_000;
const westernmost = 12 * 3_600_000;
const easternmost = 14 * 3_600_000;

const known = new Map<string, Zone | undefined>();

/** The zone of that IANA name ("Europe/London"), or undefined when the runtime has no such zone. */
export function zoneNamed(name: string): Zone | undefined {
  if (!known.has(name)) known.set(name, makeZone(name));
  return known.get(name);
}

/** The zone of that name; throws a `ProblemError` with one sentence when there is none. */
export function requireZone(name: string): Zone {
  return (
    zoneNamed(name) ??
    fail("unknown-time-zone", `"${name}" is not a time zone known here.`, {
      fix: 'Give an IANA name such as "Europe/London" or "Africa/Nairobi".',
    })
  );
}

function makeZone(name: string): Zone | undefined {
  const ask = offsetReader(name);
  if (!ask) return undefined;
  const offsetAt = cachedByDay(ask);
  const fromLocal = (local: Millis): Millis => {
    const before = offsetAt(local - easternmost);
    const after = offsetAt(local + westernmost);
    if (before === after || offsetAt(local - before) === before) return local - before;
    return offsetAt(local - after) === after ? local - after : local - before;
  };
  return { name, offsetAt, fromLocal };
}

/** Asks the runtime's zone data, slowly. */
function offsetReader(name: string): ((at: Millis) => Millis) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  } catch {
    return undefined;
  }
  return (at) => {
    const seconds = Math.floor(at / 1000);
    const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(seconds * 1000)) part[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part;
    return daysFromCivil(year, month, day) * dayMs + (hour * 3600 + minute * 60 + second - seconds) * 1000;
  };
}

/**
 * Remembers one answer per UTC day, or the moment of the change where a day has one. Two changes within one UTC day
 * do not occur in the zone data of any year that books are kept for.
 */
function cachedByDay(ask: (at: Millis) => Millis): (at: Millis) => Millis {
  const days = new Map<number, Millis | ChangeDay>();
  const look = (day: number): Millis | ChangeDay => {
    const before = ask(day * dayMs);
    const after = ask((day + 1) * dayMs);
    if (before === after) return before;
    let low = (day * dayMs) / 1000;
    let high = low + dayMs / 1000;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ask(middle * 1000) === before) low = middle;
      else high = middle;
    }
    return { at: high * 1000, before, after };
  };
  return (at) => {
    const day = Math.floor(at / dayMs);
    let answer = days.get(day);
    if (answer === undefined) {
      if (days.size >= cachedDaysMax) days.clear();
      answer = look(day);
      days.set(day, answer);
    }
    if (typeof answer === "number") return answer;
    return at < answer.at ? answer.before : answer.after;
  };
}
