import { describe, expect, it } from "vitest";
import { dayName, momentName, monthName, spanName, withLocalMoments } from "./written.ts";

describe("days and moments as a person reads them", () => {
  it("names days and months", () => {
    expect(dayName("2011-12-09")).toBe("9 Dec 2011");
    expect(dayName("not a day")).toBe("not a day");
    expect(monthName("2011-12")).toBe("December 2011");
    expect(monthName("2011-13")).toBe("2011-13 2011");
  });

  it("puts a moment on the clocks of the zone, across midnight and summer time", () => {
    expect(momentName(Date.UTC(2026, 0, 31, 22, 5), "Africa/Nairobi")).toBe("1 Feb 2026 01:05");
    expect(momentName(Date.UTC(2011, 6, 1, 12, 0), "Europe/London")).toBe("1 Jul 2011 13:00");
    expect(momentName(-1, "UTC")).toBe("31 Dec 1969 23:59");
  });

  it("rewrites the moments within a sentence and leaves what only looks like one", () => {
    expect(withLocalMoments("its files end at 2026-01-05T21:30:00.000Z", "Africa/Nairobi")).toBe(
      "its files end at 6 Jan 2026 00:30",
    );
    expect(withLocalMoments("at 2026-13-05T21:30:00.000Z", "UTC")).toBe("at 2026-13-05T21:30:00.000Z");
  });

  it("tells a length of time in the unit that says most", () => {
    const texts = [0, 1_000, 59_400, 90_000, 7_200_000, 100 * 60_000, 47 * 3_600_000, 5 * 86_400_000].map(spanName);
    expect(texts).toEqual([
      "0 seconds",
      "1 second",
      "59 seconds",
      "2 minutes",
      "2 hours",
      "2 hours",
      "2 days",
      "5 days",
    ]);
  });
});
