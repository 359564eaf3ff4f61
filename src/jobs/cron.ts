import { Cron } from "croner";
import type { Millis } from "../base/clock.ts";
import { fail } from "../base/problem.ts";
import { requireZone } from "../domain/time/zone.ts";

/** Patterns read lately; reading one takes longer than asking it. */
const keptMax = 500;
const kept = new Map<string, Cron>();

const example =
  'Write five fields (minute, hour, day, month, weekday) such as "0 7 * * *", or @hourly, @daily, @weekly.';

/**
 * The first moment after `after` at which a cron of five fields is due on the clocks of an IANA zone; undefined when
 * there is none. Where clocks change, a fixed time of day that is skipped is due right after the gap and one that
 * comes twice is due the first time only; what recurs through the day (`*` or a step in minute or hour) goes on by
 * elapsed time, as Vixie cron has it. Only asks croner for moments: its own timers never run.
 */
export function nextRun(cron: string, zone: string, after: Millis): Millis | undefined {
  return patternOf(cron, zone).nextRun(new Date(after))?.getTime();
}

/** Refuses a cron that means nothing or never comes, and an unknown zone. Problems: `cron-wrong`, `unknown-time-zone`. */
export function refuseWrongCron(cron: string, zone: string, now: Millis): void {
  if (nextRun(cron, zone, now) === undefined) {
    fail("cron-wrong", `"${cron}" never comes.`, { kept: "Nothing was changed.", fix: example });
  }
}

function patternOf(cron: string, zone: string): Cron {
  const key = `${zone}\n${cron}`;
  const known = kept.get(key);
  if (known) return known;
  requireZone(zone);
  const pattern = read(cron, zone);
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, pattern);
  return pattern;
}

function read(cron: string, zone: string): Cron {
  const refuse = (): never =>
    fail("cron-wrong", `"${cron}" does not say when.`, { kept: "Nothing was changed.", fix: example });
  // A question mark would stand for the moment at which the pattern is read.
  if (cron.includes("?")) return refuse();
  try {
    return new Cron(cron, { timezone: zone, mode: "5-part", paused: true, fixedTimeRule: "no-wildcard" });
  } catch {
    return refuse();
  }
}
