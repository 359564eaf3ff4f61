import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptQuietHours, type QuietHours, quietHoursText, quietUntil, readQuietHours } from "./quiet-hours.ts";

function hours(text: string, zone = "Africa/Nairobi"): QuietHours {
  const read = readQuietHours(text, zone);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
/** A moment on Nairobi's clocks, three hours ahead of UTC. */
const nairobi = (text: string): number => Date.parse(`${text}:00+03:00`);

describe("quiet hours", () => {
  it("over midnight hold in the evening and in the morning, and end in the morning", () => {
    const night = hours("22:00-07:00");
    const end = nairobi("2026-11-21T07:00");
    for (const within of ["2026-11-20T22:00", "2026-11-20T23:59", "2026-11-21T00:00", "2026-11-21T06:59"])
      expect(quietUntil(night, nairobi(within)), within).toBe(end);
    for (const out of ["2026-11-20T21:59", "2026-11-21T07:00", "2026-11-21T12:00"])
      expect(quietUntil(night, nairobi(out)), out).toBeUndefined();
  });

  it("within a day hold only there", () => {
    const lunch = hours("12:30 to 13:15");
    expect(quietUntil(lunch, nairobi("2026-11-20T12:30"))).toBe(nairobi("2026-11-20T13:15"));
    expect(quietUntil(lunch, nairobi("2026-11-20T12:29"))).toBeUndefined();
    expect(quietUntil(lunch, nairobi("2026-11-20T13:15"))).toBeUndefined();
  });

  it("follow the clocks of their place when these change", () => {
    const night = hours("23:00-07:00", "Europe/London");
    // On 29 March 2026 London's clocks go from 01:00 to 02:00.
    expect(quietUntil(night, Date.UTC(2026, 2, 28, 23, 30))).toBe(Date.UTC(2026, 2, 29, 6));
    // On 25 October they go back from 02:00 to 01:00: half past one comes twice, and so the end has been there.
    const early = hours("23:00-01:15", "Europe/London");
    expect(quietUntil(early, Date.UTC(2026, 9, 25, 1, 5))).toBeUndefined();
  });

  it("are kept as text, and nothing waits for what is not understood", () => {
    expect(quietHoursText(hours("7:05-8:00"))).toBe("07:05-08:00 Africa/Nairobi");
    expect(keptQuietHours("22:00-07:00 Africa/Nairobi")).toEqual(hours("22:00-07:00"));
    for (const odd of ["", "22:00-07:00", "22:00-07:00 Nowhere/Land", "night UTC"])
      expect(keptQuietHours(odd), odd).toBeUndefined();
    expect(quietUntil({ from: 0, to: 60, zone: "Nowhere/Land" }, 0)).toBeUndefined();
  });

  it.each(["24:00-07:00", "22-7", "22:60-07:00", "22:00", "off", ""])("are refused as %j", (typed) => {
    expect(readQuietHours(typed, "UTC")).toEqual({ ok: false, error: "it is not written as 22:00-07:00" });
  });

  it("are refused when they begin where they end", () => {
    expect(readQuietHours("08:00-8:00", "UTC")).toMatchObject({ ok: false, error: expect.stringContaining("same") });
  });

  it("always end later, within a day and an hour, and what comes then does not wait", () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const zone = fc.constantFrom("UTC", "Europe/London", "Africa/Nairobi", "America/New_York", "Asia/Kolkata");
    const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(minute, minute, zone, moment, (from, to, name, now) => {
        fc.pre(from !== to);
        const end = quietUntil({ from, to, zone: name }, now);
        if (end === undefined) return;
        expect(end).toBeGreaterThan(now);
        expect(end - now).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });
});
