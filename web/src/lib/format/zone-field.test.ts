import { describe, expect, it } from "vitest";
import { fieldText, momentOf } from "./zone-field.ts";

describe("a date field in the zone of the books", () => {
  it.each(["UTC", "Africa/Nairobi", "Asia/Kolkata", "America/New_York", "Pacific/Kiritimati"])(
    "gives back in %s the minute that it was shown",
    (zone) => {
      for (let moment = Date.UTC(2026, 0, 1); moment < Date.UTC(2027, 0, 1); moment += 37 * 3_600_000)
        expect(momentOf(fieldText(moment, zone), zone)).toBe(moment);
    },
  );

  it("shows the clock of the zone and not of the machine", () => {
    expect(fieldText(Date.UTC(2026, 10, 13, 21, 30), "Africa/Nairobi")).toBe("2026-11-14T00:30");
  });

  it("is no moment while nothing whole is typed", () => {
    expect(momentOf("", "UTC")).toBeNaN();
  });
});
