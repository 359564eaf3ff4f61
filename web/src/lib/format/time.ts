import type { Lang } from "../words/lang.ts";

/** Where and when the reader is: dates are written as they are there. */
export type Here = { readonly lang: Lang; readonly zone: string; readonly now: number };

/** A moment: ISO text as the API writes it, or milliseconds. */
export type Moment = string | number;

const formats = new Map<string, Intl.DateTimeFormat>();

/** English dates in the order 18 November; all clocks have 24 hours, all digits are 0 to 9. */
function format(here: Pick<Here, "lang" | "zone">, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([here.lang, here.zone, options]);
  const known = formats.get(key);
  if (known) return known;
  const locale = here.lang === "en" ? "en-GB" : here.lang;
  const all: Intl.DateTimeFormatOptions = {
    timeZone: here.zone,
    numberingSystem: "latn",
    hourCycle: "h23",
    ...options,
  };
  const made = new Intl.DateTimeFormat(locale, all);
  formats.set(key, made);
  return made;
}

const inMillis = (moment: Moment): number => (typeof moment === "number" ? moment : Date.parse(moment));

/** `2026-11-20`, in the zone: equal for two moments of the same day there. */
export function dayKey(moment: Moment, zone: string): string {
  const parts = format({ lang: "en", zone }, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
    inMillis(moment),
  );
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** `14:31` */
export function clock(moment: Moment, here: Here): string {
  return format(here, { hour: "2-digit", minute: "2-digit" }).format(inMillis(moment));
}

/** `09:14:03` */
export function clockWithSeconds(moment: Moment, here: Here): string {
  return format(here, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(inMillis(moment));
}

/** `18 November` this year, `18 Nov 2025` before. */
export function day(moment: Moment, here: Here): string {
  const sameYear = dayKey(moment, here.zone).slice(0, 4) === dayKey(here.now, here.zone).slice(0, 4);
  const options: Intl.DateTimeFormatOptions = sameYear
    ? { day: "numeric", month: "long" }
    : { day: "numeric", month: "short", year: "numeric" };
  return format(here, options).format(inMillis(moment));
}

/** `3 Nov`: for axes and columns, with the year when it is another one. */
export function shortDay(moment: Moment, here: Here): string {
  const sameYear = dayKey(moment, here.zone).slice(0, 4) === dayKey(here.now, here.zone).slice(0, 4);
  const year: Intl.DateTimeFormatOptions = sameYear ? {} : { year: "numeric" };
  return format(here, { day: "numeric", month: "short", ...year }).format(inMillis(moment));
}

/** `Friday 20 November` */
export function weekday(moment: Moment, here: Here): string {
  return format(here, { weekday: "long", day: "numeric", month: "long" }).format(inMillis(moment)).replace(",", "");
}

/** `November`, or `November 2025` before this year. */
export function month(moment: Moment, here: Here): string {
  const sameYear = dayKey(moment, here.zone).slice(0, 4) === dayKey(here.now, here.zone).slice(0, 4);
  return format(here, sameYear ? { month: "long" } : { month: "long", year: "numeric" }).format(inMillis(moment));
}

/** The usual way: `14:31` today, `18 November` this year, `18 Nov 2025` before. Never "2 days ago". */
export function time(moment: Moment, here: Here): string {
  return dayKey(moment, here.zone) === dayKey(here.now, here.zone) ? clock(moment, here) : day(moment, here);
}

/** `3 November, 09:14`: a moment in full. */
export function dayAndClock(moment: Moment, here: Here): string {
  return `${day(moment, here)}, ${clock(moment, here)}`;
}

/** Two days for a sentence: `["30 Oct", "5 Nov"]`; each language puts its own word between. */
export function rangeEnds(from: Moment, to: Moment, here: Here): readonly [string, string] {
  return [shortDay(from, here), shortDay(to, here)];
}
