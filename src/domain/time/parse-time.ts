import type { Millis } from "../../base/clock.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { dayMs, daysFromCivil, isRealDate } from "./civil.ts";
import { monthNumber } from "./month-name.ts";
import { requireZone, type Zone } from "./zone.ts";
import { abbreviationOffsets } from "./zone-abbreviation.ts";

/**
 * How a date is written; each may be followed by a time of day and a zone.
 * - `ymd`: 2026-01-05, 2026/01/05, 2026.01.05 and full ISO 8601 (2026-01-05T10:00:00.123+03:00)
 * - `mdy`: 01/05/26, 1/5/2026
 * - `dmy`: 05/01/2026, 05.01.2026, 05-01-2026
 * - `month-name`: Jan 5, 2026 · 5 Jan 2026 · 5. Januar 2026
 */
export type TimeFormat = "ymd" | "mdy" | "dmy" | "month-name";

export const timeFormats: readonly TimeFormat[] = ["ymd", "mdy", "dmy", "month-name"];

type Parts = { readonly year: number; readonly month: number; readonly day: number; readonly rest: string };

const firstYear = 1970;
const lastYear = 2199;
const textLengthMax = 80;

const ymdPattern = /^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])(.*)$/;
const numbersPattern = /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])(.*)$/;
const monthFirstPattern = /^(\p{L}{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})(?![0-9])(.*)$/u;
const dayFirstPattern =
  /^(?:\p{L}{2,10}\.?,? )?([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](\p{L}{3,9})\.?,?[ -]([0-9]{4})(?![0-9])(.*)$/u;
const clockPattern =
  /^(?:T|,? (?:at )?)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(?:[ \u00a0\u202f]?([AaPp])\.?[Mm]\.?)?(.*)$/;
const offsetPattern = /^ ?(?:UTC|GMT)?([+\u2212-])([0-9]{2}):?([0-9]{2})?$/;
const abbreviationPattern = /^ ?\(?([A-Za-z]{1,5})\)?$/;

/**
 * Reads date and time text as UTC milliseconds. `zone` (an IANA name) counts when the text names none; a date alone
 * is its local midnight. Skipped and doubled local times are resolved as `Zone.fromLocal` says. Refuses 24:00, leap
 * seconds, years outside 1970–2199, dates the calendar lacks, and text that the given formats read as different days.
 * The error is a clause that completes "… is not a time: ". Throws a `ProblemError` when `zone` is unknown.
 */
export function parseTime(text: string, formats: readonly TimeFormat[], zone: string): Result<Millis, string> {
  const place = requireZone(zone);
  if (text.length === 0) return err("it is empty");
  if (text.length > textLengthMax) return err(`it has ${text.length} characters`);
  let found: Result<Millis, string> | undefined;
  for (const format of formats) {
    const parts = readers[format](text);
    if (!parts) continue;
    const read = assemble(parts, place);
    if (found?.ok && read.ok && read.value !== found.value) return err("it could be day first or month first");
    if (!found?.ok) found = read;
  }
  return found ?? err("it is not written in a form that is expected here");
}

const readers: Readonly<Record<TimeFormat, (text: string) => Parts | undefined>> = {
  ymd: (text) => {
    const m = ymdPattern.exec(text);
    return m ? parts(m[1], m[3], m[4], m[5]) : undefined;
  },
  mdy: (text) => {
    const m = numbersPattern.exec(text);
    return m ? parts(m[4], m[1], m[3], m[5]) : undefined;
  },
  dmy: (text) => {
    const m = numbersPattern.exec(text);
    return m ? parts(m[4], m[3], m[1], m[5]) : undefined;
  },
  "month-name": (text) => {
    const monthFirst = monthFirstPattern.exec(text);
    if (monthFirst) return parts(monthFirst[3], named(monthFirst[1]), monthFirst[2], monthFirst[4]);
    const dayFirst = dayFirstPattern.exec(text);
    return dayFirst ? parts(dayFirst[3], named(dayFirst[2]), dayFirst[1], dayFirst[4]) : undefined;
  },
};

/** An unknown month name becomes month 0, which no calendar has. */
const named = (name: string | undefined): string => String(monthNumber(String(name)) ?? 0);

/** Groups of a match that are not optional are always there; `String` and `Number` only satisfy the types. */
function parts(year?: string, month?: string, day?: string, rest?: string): Parts {
  return { year: fullYear(String(year)), month: Number(month), day: Number(day), rest: String(rest) };
}

/** Two digits mean 1969–2068, as POSIX has it. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function assemble({ year, month, day, rest }: Parts, place: Zone): Result<Millis, string> {
  if (!isRealDate(year, month, day)) return err("the calendar has no such date");
  if (year < firstYear || year > lastYear) return err(`its year is not within ${firstYear}–${lastYear}`);
  const midnight = daysFromCivil(year, month, day) * dayMs;
  if (rest.trim() === "") return ok(place.fromLocal(midnight));
  const clock = clockPattern.exec(rest);
  if (!clock) return err("what follows the date is not a time of day");
  const ofDay = timeOfDay(clock);
  if (ofDay === undefined) return err("the clock has no such time");
  return zoned(midnight + ofDay, String(clock[6]).trimEnd(), place);
}

function timeOfDay(m: RegExpExecArray): Millis | undefined {
  let hour = Number(m[1]);
  const minute = Number(m[2]);
  const second = Number(m[3] ?? "0");
  if (minute > 59 || second > 59) return undefined;
  if (m[5] !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (m[5].toUpperCase() === "P" ? 12 : 0);
  }
  if (hour > 23) return undefined;
  const milli = Number((m[4] ?? "0").slice(0, 3).padEnd(3, "0"));
  return ((hour * 60 + minute) * 60 + second) * 1000 + milli;
}

function zoned(local: Millis, text: string, place: Zone): Result<Millis, string> {
  if (text === "") return ok(place.fromLocal(local));
  const offset = offsetPattern.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? "0");
    if (minutes > 14 * 60 || Number(offset[3] ?? "0") > 59) return err("no zone is that far from UTC");
    return ok(local - (offset[1] === "+" ? minutes : -minutes) * 60_000);
  }
  const name = abbreviationPattern.exec(text)?.[1];
  const meanings = name === undefined ? undefined : abbreviationOffsets(name);
  if (!meanings) return err(`${shownZone(text.trim())} is not a time zone known here`);
  const here = place.offsetAt(place.fromLocal(local)) / 60_000;
  const meant = meanings.length === 1 ? meanings[0] : meanings.find((minutes) => minutes === here);
  if (meant === undefined) return err(`"${text.trim()}" names several time zones, none of them ${place.name}`);
  return ok(local - meant * 60_000);
}

/** A shifted column may stand where the zone should, a buyer's address too: that is not repeated. */
function shownZone(text: string): string {
  return text.includes("@") || text.length > 20 ? "what follows it" : `"${text}"`;
}
