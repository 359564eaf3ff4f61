import type { Millis } from "../../base/clock.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { dayMs } from "../time/civil.ts";
import { zoneNamed } from "../time/zone.ts";

/** The hours of a day in which a place is left alone, in minutes after midnight on the clocks of `zone`. */
export type QuietHours = { readonly from: number; readonly to: number; readonly zone: string };

const minuteMs = 60_000;

/** Reads "22:00-07:00"; they may go over midnight. The error is one clause. */
export function readQuietHours(typed: string, zone: string): Result<QuietHours, string> {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*(?:-|–|to)\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(typed.trim());
  if (!match) return err("it is not written as 22:00-07:00");
  const [from, to] = [minutes(match[1], match[2]), minutes(match[3], match[4])];
  return from === to ? err("it begins and ends at the same time") : ok({ from, to, zone });
}

function minutes(hours: string | undefined, rest: string | undefined): number {
  return Number(hours) * 60 + Number(rest);
}

/** The same hours as text that is kept: "22:00-07:00 Africa/Nairobi". */
export function quietHoursText({ from, to, zone }: QuietHours): string {
  return `${clockText(from)}-${clockText(to)} ${zone}`;
}

/** What is kept, read again; undefined where nothing (that is understood) is kept: then nothing waits. */
export function keptQuietHours(text: string): QuietHours | undefined {
  const at = text.indexOf(" ");
  const zone = text.slice(at + 1);
  const hours = readQuietHours(text.slice(0, Math.max(0, at)), zone);
  return hours.ok && zoneNamed(zone) !== undefined ? hours.value : undefined;
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** When the quiet hours that hold at `now` end; undefined where none do. They follow the clocks of their zone. */
export function quietUntil({ from, to, zone: name }: QuietHours, now: Millis): Millis | undefined {
  const zone = zoneNamed(name);
  if (zone === undefined) return undefined;
  const local = now + zone.offsetAt(now);
  const midnight = Math.floor(local / dayMs) * dayMs;
  const minute = (local - midnight) / minuteMs;
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
  if (!isQuiet) return undefined;
  const endDay = minute >= to ? midnight + dayMs : midnight;
  const end = zone.fromLocal(endDay + to * minuteMs);
  // Where clocks are set back across the end, the same local time comes again: what is over is not waited for.
  return end > now ? end : undefined;
}
