import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../base/problem.ts";
import { civilFromDays, dayMs, daysFromCivil, isRealDate } from "./civil.ts";
import { dayIn, nextDay, parseDay, startOfDay } from "./day.ts";
import { zoneNamed } from "./zone.ts";

const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => s * 1000);
const zones = fc.constantFrom(
  "UTC",
  "Europe/London",
  "America/New_York",
  "Africa/Nairobi",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "America/St_Johns",
);

/** Straight from the runtime's own calendar, as the thing to agree with. */
const runtimeDay = (at: number, zone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

describe("the calendar", () => {
  it("agrees with the runtime on every day of 800 years", () => {
    for (let days = -146_097; days < 146_097; days += 7) {
      const { year, month, day } = civilFromDays(days);
      expect(new Date(days * dayMs).toISOString().startsWith(`${year}-`)).toBe(true);
      expect(daysFromCivil(year, month, day)).toBe(days);
    }
  });

  it("has no 30 February, no 13th month, and a leap day only where there is one", () => {
    expect(isRealDate(2026, 2, 30)).toBe(false);
    expect(isRealDate(2026, 13, 1)).toBe(false);
    expect(isRealDate(2026, 0, 1)).toBe(false);
    expect(isRealDate(2026, 1, 0)).toBe(false);
    expect(isRealDate(2026, 1, 32)).toBe(false);
    expect(isRealDate(2024, 2, 29)).toBe(true);
    expect(isRealDate(2100, 2, 29)).toBe(false);
    expect(isRealDate(2000, 2, 29)).toBe(true);
  });
});

describe("the local day of a moment", () => {
  it("is the one the runtime's own calendar gives, in every zone", () => {
    fc.assert(
      fc.property(instant, zones, (at, zone) => {
        expect(dayIn(zone)(at)).toBe(runtimeDay(at, zone));
      }),
      { numRuns: 300 },
    );
  });

  it("changes exactly at the start of the next day", () => {
    fc.assert(
      fc.property(instant, zones, (at, zone) => {
        const day = dayIn(zone);
        const start = startOfDay(day(at), zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(day(start)).toBe(day(at));
        expect(day(start - 1) < day(at)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("starts at the change where clocks skip midnight", () => {
    expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toBe(Date.parse("2018-11-04T03:00:00Z"));
    expect(dayIn("America/Sao_Paulo")(Date.parse("2018-11-04T02:59:59Z"))).toBe("2018-11-03");
  });

  it("starts at the first midnight where it comes twice", () => {
    expect(startOfDay("2025-11-02", "America/Havana")).toBe(Date.parse("2025-11-02T04:00:00Z"));
  });

  it("goes on to the next day over month, year and leap-day ends", () => {
    expect(nextDay("2026-01-31")).toBe("2026-02-01");
    expect(nextDay("2026-12-31")).toBe("2027-01-01");
    expect(nextDay("2024-02-28")).toBe("2024-02-29");
  });

  it("reads only real dates written YYYY-MM-DD", () => {
    expect(parseDay("1970-01-02")).toBe(1);
    for (const bad of ["2026-02-30", "2026-1-5", "5.1.2026", "", "2026-01-05T00:00"])
      expect(parseDay(bad)).toBeUndefined();
    expect(() => nextDay("yesterday")).toThrow("day yesterday was checked");
  });

  it("refuses an unknown zone in one sentence", () => {
    expect(zoneNamed("Mars/Olympus")).toBeUndefined();
    expect(() => dayIn("Mars/Olympus")).toThrow(ProblemError);
    expect(() => dayIn("Mars/Olympus")).toThrow('"Mars/Olympus" is not a time zone known here.');
  });
});

describe("a zone's offset", () => {
  it("forgets and relearns when asked about very many days", () => {
    const zone = zoneNamed("Etc/GMT-3");
    for (let day = 0; day < 20_050; day += 1) zone?.offsetAt(day * dayMs);
    expect(zone?.offsetAt(0)).toBe(3 * 3_600_000);
  });
});
