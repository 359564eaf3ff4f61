import { describe, expect, it } from "vitest";
import { clock, day, dayAndClock, dayKey, type Here, rangeEnds, time, weekday } from "./time.ts";

const here: Here = { lang: "en", zone: "Africa/Nairobi", now: Date.parse("2026-11-20T11:32:00Z") };

describe("time", () => {
  it("is the clock today, the day this year, the day and year before", () => {
    expect(time("2026-11-20T11:31:00Z", here)).toBe("14:31");
    expect(time("2026-11-18T11:31:00Z", here)).toBe("18 November");
    expect(time("2025-11-18T11:31:00Z", here)).toBe("18 Nov 2025");
  });

  it("ends the day where the book is, not where the server is", () => {
    expect(dayKey("2026-11-19T21:30:00Z", here.zone)).toBe("2026-11-20");
    expect(time("2026-11-19T21:30:00Z", here)).toBe("00:30");
  });

  it.each(["en", "sw", "hi"] as const)("has 24 hours and plain digits: %s", (lang) => {
    expect(clock("2026-11-20T20:05:00Z", { ...here, lang })).toBe("23:05");
    expect(clock("2026-11-20T21:05:00Z", { ...here, lang })).toBe("00:05");
    expect(day("2026-11-18T11:31:00Z", { ...here, lang })).toMatch(/^18 \p{L}/u);
  });

  it("names a moment in full, a weekday, and the two ends of a range", () => {
    expect(dayAndClock("2026-11-03T06:14:00Z", here)).toBe("3 November, 09:14");
    expect(weekday(here.now, here)).toBe("Friday 20 November");
    expect(rangeEnds("2026-10-30T08:00:00Z", "2026-11-05T08:00:00Z", here)).toEqual(["30 Oct", "5 Nov"]);
  });
});
