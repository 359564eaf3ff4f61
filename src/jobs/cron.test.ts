import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requireZone } from "../domain/time/zone.ts";
import { nextRun, refuseWrongCron } from "./cron.ts";

const zones = ["Europe/London", "America/New_York", "Africa/Nairobi", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const decade = { from: Date.UTC(2016, 0, 1), to: Date.UTC(2026, 0, 1) };

/** The moments at which a zone's clocks change in the decade. */
function changes(zone: string): readonly { at: number; by: number }[] {
  const { offsetAt } = requireZone(zone);
  const found: { at: number; by: number }[] = [];
  for (let at = decade.from; at < decade.to; at += 30 * minute) {
    const by = offsetAt(at) - offsetAt(at - 30 * minute);
    if (by !== 0) found.push({ at, by });
  }
  return found;
}

/** All runs in (from, to]. */
function runs(cron: string, zone: string, from: number, to: number): readonly number[] {
  const found: number[] = [];
  for (let at = nextRun(cron, zone, from); at !== undefined && at <= to; at = nextRun(cron, zone, at)) found.push(at);
  return found;
}

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
const at = (text: string): number => Date.parse(text);

describe("the next time of a cron", () => {
  // biome-ignore format: a table
  it.each([
    // Clocks jump over the time: right after the gap.
    ["Europe/London", "30 1 * * *", "2025-03-30T00:00:00Z", ["2025-03-30T01:00:00.000Z", "2025-03-31T00:30:00.000Z"]],
    ["America/New_York", "30 2 * * *", "2025-03-09T06:00:00Z", ["2025-03-09T07:00:00.000Z", "2025-03-10T06:30:00.000Z"]],
    ["America/New_York", "15,45 2 * * *", "2025-03-09T06:00:00Z", ["2025-03-09T07:00:00.000Z", "2025-03-10T06:15:00.000Z"]],
    ["Australia/Lord_Howe", "15 2 * * *", "2025-10-04T12:00:00Z", ["2025-10-04T15:30:00.000Z", "2025-10-05T15:15:00.000Z"]],
    // The time comes twice: the first one only.
    ["Europe/London", "30 1 * * *", "2025-10-26T00:00:00Z", ["2025-10-26T00:30:00.000Z", "2025-10-27T01:30:00.000Z"]],
    ["America/New_York", "30 1 * * *", "2025-11-02T04:00:00Z", ["2025-11-02T05:30:00.000Z", "2025-11-03T06:30:00.000Z"]],
    ["Australia/Lord_Howe", "45 1 * * *", "2025-04-05T12:00:00Z", ["2025-04-05T14:45:00.000Z", "2025-04-06T15:15:00.000Z"]],
    ["Pacific/Apia", "30 3 * * *", "2021-04-03T12:00:00Z", ["2021-04-03T13:30:00.000Z", "2021-04-04T14:30:00.000Z"]],
    // What recurs through the day goes on by elapsed time.
    ["Europe/London", "0 * * * *", "2025-10-25T23:00:00Z", ["2025-10-26T00:00:00.000Z", "2025-10-26T01:00:00.000Z"]],
    ["Europe/London", "0 * * * *", "2025-03-30T00:00:00Z", ["2025-03-30T01:00:00.000Z", "2025-03-30T02:00:00.000Z"]],
    // No clock change at all.
    ["Africa/Nairobi", "30 7 * * *", "2026-11-20T12:00:00Z", ["2026-11-21T04:30:00.000Z", "2026-11-22T04:30:00.000Z"]],
    ["UTC", "@hourly", "2026-11-20T12:00:00Z", ["2026-11-20T13:00:00.000Z", "2026-11-20T14:00:00.000Z"]],
    ["UTC", "0 9 * * MON", "2026-11-20T12:00:00Z", ["2026-11-23T09:00:00.000Z", "2026-11-30T09:00:00.000Z"]],
    ["UTC", "0 0 29 2 *", "2026-11-20T12:00:00Z", ["2028-02-29T00:00:00.000Z", "2032-02-29T00:00:00.000Z"]],
  ] as const)("in %s of %s after %s is right around clock changes", (zone, cron, after, expected) => {
    const first = nextRun(cron, zone, at(after));
    expect([iso(first), iso(nextRun(cron, zone, first ?? 0))]).toEqual(expected);
  });

  it.each(zones)("comes once each day for a fixed time of day, through a decade's clock changes in %s", (zone) => {
    const { offsetAt } = requireZone(zone);
    const around = changes(zone);
    expect(around.length).toBe(zone === "UTC" || zone === "Africa/Nairobi" ? 0 : zone === "Pacific/Apia" ? 11 : 20);
    for (const change of around) {
      for (const cron of [
        "0 0 * * *",
        "30 0 * * *",
        "0 1 * * *",
        "45 1 * * *",
        "15 2 * * *",
        "30 2 * * *",
        "59 3 * * *",
      ]) {
        const found = runs(cron, zone, change.at - 3 * day, change.at + 3 * day);
        const days = found.map((moment) => Math.floor((moment + offsetAt(moment)) / day));
        expect(new Set(days).size, `${cron} ${iso(change.at)}`).toBe(days.length);
        expect((days.at(-1) ?? 0) - (days[0] ?? 0), `${cron} ${iso(change.at)}`).toBe(days.length - 1);
        const gaps = found.slice(1).map((moment, i) => moment - (found[i] ?? 0));
        for (const gap of gaps) expect(Math.abs(gap - day)).toBeLessThanOrEqual(2 * Math.abs(change.by));
      }
    }
  });

  it.each(zones)("comes every sixty minutes for every hour, whatever the clocks do in %s", (zone) => {
    for (const change of changes(zone)) {
      // Lord Howe's half hour moves the full hour itself.
      if (Math.abs(change.by) % hour !== 0) continue;
      const found = runs("0 * * * *", zone, change.at - 6 * hour, change.at + 6 * hour);
      expect(found).toHaveLength(12);
    }
  });

  it("is always later than the moment asked about, on a full minute, and none lies between", () => {
    const crons = [
      "*/10 * * * *",
      "5 * * * *",
      "15 */6 * * *",
      "30 2 * * *",
      "0 9 1 * *",
      "0 9 * * 1",
      "@daily",
      "30 1,2 * * *",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...crons),
        fc.constantFrom(...zones),
        fc.integer({ min: decade.from, max: decade.to }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cron, zone, after, share) => {
          const next = nextRun(cron, zone, after) ?? Number.NaN;
          expect(next).toBeGreaterThan(after);
          expect(next % minute).toBe(0);
          const between = after + Math.floor((next - 1 - after) * share);
          expect(nextRun(cron, zone, between)).toBe(next);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is still right after very many different crons were asked about", () => {
    for (let i = 0; i < 1_200; i++) nextRun(`${i % 60} ${i % 24} ${1 + (i % 28)} * *`, "UTC", 0);
    expect(iso(nextRun("0 7 * * *", "UTC", at("2026-11-20T12:00:00Z")))).toBe("2026-11-21T07:00:00.000Z");
  });

  it.each(["", "soon", "61 * * * *", "* * * *", "0 0 * * * *", "? * * * *", "0 ? * * *", "@reboot", "0 0 * * FUN"])(
    "is refused for the cron %j in one sentence",
    (cron) => {
      expect(() => refuseWrongCron(cron, "UTC", 0)).toThrow(`"${cron}" does not say when.`);
    },
  );

  it("is refused where it never comes, and in a zone that nobody knows", () => {
    expect(() => refuseWrongCron("0 0 30 2 *", "UTC", 0)).toThrow('"0 0 30 2 *" never comes.');
    expect(() => refuseWrongCron("0 7 * * *", "Europe/Lundon", 0)).toThrow(/"Europe\/Lundon" is not a time zone/);
    expect(() => refuseWrongCron("0 7 * * *", "UTC", 0)).not.toThrow();
  });
});
