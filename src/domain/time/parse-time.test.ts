import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTime, type TimeFormat, timeFormats } from "./parse-time.ts";
import { zoneNamed } from "./zone.ts";

const read = (text: string, format: TimeFormat | readonly TimeFormat[], zone = "UTC"): string => {
  const result = parseTime(text, typeof format === "string" ? [format] : format, zone);
  return result.ok ? new Date(result.value).toISOString() : result.error;
};

describe("a time as exports write it", () => {
  it.each<[string, TimeFormat, string, string]>([
    ["2026-01-05", "ymd", "UTC", "2026-01-05T00:00:00.000Z"],
    ["2026-01-05 08:26:00", "ymd", "UTC", "2026-01-05T08:26:00.000Z"],
    ["2026-01-05T08:26:00Z", "ymd", "Africa/Nairobi", "2026-01-05T08:26:00.000Z"],
    ["2026-01-05T08:26:00.1239+03:00", "ymd", "UTC", "2026-01-05T05:26:00.123Z"],
    ["2026-01-05 08:26:00 UTC", "ymd", "Africa/Nairobi", "2026-01-05T08:26:00.000Z"],
    ["2026-01-05 08:26:00 -0800", "ymd", "UTC", "2026-01-05T16:26:00.000Z"],
    ["2026-01-05 08:26 UTC+3", "ymd", "UTC", '"UTC+3" is not a time zone known here'],
    ["2026-01-05 08:26 GMT+03:00", "ymd", "UTC", "2026-01-05T05:26:00.000Z"],
    ["2026-01-05 08:26 +05", "ymd", "UTC", "2026-01-05T03:26:00.000Z"],
    ["2026/1/5 8:26", "ymd", "Africa/Nairobi", "2026-01-05T05:26:00.000Z"],
    ["2010-12-01 08:26:00", "ymd", "Europe/London", "2010-12-01T08:26:00.000Z"],
    ["2011-06-01 08:26:00", "ymd", "Europe/London", "2011-06-01T07:26:00.000Z"],
    ["01/05/26", "mdy", "UTC", "2026-01-05T00:00:00.000Z"],
    ["1/5/2026 14:03", "mdy", "UTC", "2026-01-05T14:03:00.000Z"],
    ["12/31/1999 11:59:59 PM", "mdy", "UTC", "1999-12-31T23:59:59.000Z"],
    ["01/05/99", "mdy", "UTC", "1999-01-05T00:00:00.000Z"],
    ["05/01/2026 12:00 am", "dmy", "UTC", "2026-01-05T00:00:00.000Z"],
    ["05/01/2026 12:30 p.m.", "dmy", "UTC", "2026-01-05T12:30:00.000Z"],
    ["05.01.2026", "dmy", "Europe/Berlin", "2026-01-04T23:00:00.000Z"],
    ["05-01-2026, 10:00:00", "dmy", "UTC", "2026-01-05T10:00:00.000Z"],
    ["Jan 5, 2026", "month-name", "UTC", "2026-01-05T00:00:00.000Z"],
    ["January 5th, 2026 at 3:07 PM", "month-name", "UTC", "2026-01-05T15:07:00.000Z"],
    ["Sept. 5 2026, 10:00:00 AM PDT", "month-name", "UTC", "2026-09-05T17:00:00.000Z"],
    ["5 Jan 2026", "month-name", "UTC", "2026-01-05T00:00:00.000Z"],
    ["05-Jan-2026 10:00:00", "month-name", "UTC", "2026-01-05T10:00:00.000Z"],
    ["5. März 2026", "month-name", "UTC", "2026-03-05T00:00:00.000Z"],
    ["Mon, 05 Jan 2026 10:00:00 +0300", "month-name", "UTC", "2026-01-05T07:00:00.000Z"],
    ["2026-01-05 08:26:00 PST", "ymd", "UTC", "2026-01-05T16:26:00.000Z"],
    ["2026-07-05 08:26:00 CEST", "ymd", "UTC", "2026-07-05T06:26:00.000Z"],
    ["2026-07-05 08:26:00 BST", "ymd", "UTC", "2026-07-05T07:26:00.000Z"],
    ["2026-07-05 08:26:00 (eat)", "ymd", "UTC", "2026-07-05T05:26:00.000Z"],
    ["2026-07-05 08:26:00 IST", "ymd", "Asia/Kolkata", "2026-07-05T02:56:00.000Z"],
    ["2026-07-05 08:26:00 IST", "ymd", "Europe/Dublin", "2026-07-05T07:26:00.000Z"],
  ])("reads %j (%s, %s) as %s", (text, format, zone, expected) => {
    expect(read(text, format, zone)).toBe(expected);
  });

  it.each<[string, readonly TimeFormat[], string]>([
    ["", timeFormats, "it is empty"],
    ["x".repeat(81), timeFormats, "it has 81 characters"],
    ["yesterday", timeFormats, "it is not written in a form that is expected here"],
    ["1767600000", timeFormats, "it is not written in a form that is expected here"],
    ["44927.5", timeFormats, "it is not written in a form that is expected here"],
    ["٢٠٢٦-01-05", timeFormats, "it is not written in a form that is expected here"],
    ["2026-01-055", timeFormats, "it is not written in a form that is expected here"],
    ["2026-01/05", timeFormats, "it is not written in a form that is expected here"],
    ["2026-02-30", ["ymd"], "the calendar has no such date"],
    ["13/01/2026", ["mdy"], "the calendar has no such date"],
    ["Foo 5, 2026", ["month-name"], "the calendar has no such date"],
    ["0000-01-05", ["ymd"], "its year is not within 1970–2199"],
    ["9999-01-05", ["ymd"], "its year is not within 1970–2199"],
    ["2026-01-05 24:00", ["ymd"], "the clock has no such time"],
    ["2026-01-05 24:00:00", ["ymd"], "the clock has no such time"],
    ["2026-01-05 23:59:60", ["ymd"], "the clock has no such time"],
    ["2026-01-05 10:60", ["ymd"], "the clock has no such time"],
    ["2026-01-05 13:00 PM", ["ymd"], "the clock has no such time"],
    ["2026-01-05 0:30 AM", ["ymd"], "the clock has no such time"],
    ["2026-01-05 noon", ["ymd"], "what follows the date is not a time of day"],
    ["2026-01-05 10:00 +15:00", ["ymd"], "no zone is that far from UTC"],
    ["2026-01-05 10:00 +03:75", ["ymd"], "no zone is that far from UTC"],
    ["2026-01-05 10:00 XYZ", ["ymd"], '"XYZ" is not a time zone known here'],
    ["2026-01-05 10:00 someone@example.com", ["ymd"], "what follows it is not a time zone known here"],
    ["2026-01-05 10:00 and very much more than a zone", ["ymd"], "what follows it is not a time zone known here"],
    ["2026-01-05 10:00 and more", ["ymd"], '"and more" is not a time zone known here'],
    ["2026-07-05 08:26:00 IST", ["ymd"], '"IST" names several time zones, none of them UTC'],
    ["01/02/2026", ["mdy", "dmy"], "it could be day first or month first"],
  ])("refuses %j as %j: %s", (text, formats, sentence) => {
    expect(read(text, formats)).toBe(sentence);
  });

  it("takes the only order that makes a date when both are allowed", () => {
    expect(read("31/01/2026", ["mdy", "dmy"])).toBe("2026-01-31T00:00:00.000Z");
    expect(read("01/31/2026", ["mdy", "dmy"])).toBe("2026-01-31T00:00:00.000Z");
    expect(read("02/02/2026", ["mdy", "dmy"])).toBe("2026-02-02T00:00:00.000Z");
    expect(read("32/32/2026", ["mdy", "dmy"])).toBe("the calendar has no such date");
  });

  it("moves a skipped local time forward and takes the first of a doubled one", () => {
    expect(read("2026-03-29 01:30", "ymd", "Europe/London")).toBe("2026-03-29T01:30:00.000Z");
    expect(read("2026-03-29 08:00", "ymd", "Europe/London")).toBe("2026-03-29T07:00:00.000Z");
    expect(read("2026-10-25 01:30", "ymd", "Europe/London")).toBe("2026-10-25T00:30:00.000Z");
    expect(read("2026-10-04 02:15", "ymd", "Australia/Lord_Howe")).toBe("2026-10-03T15:45:00.000Z");
    expect(read("2011-12-30 12:00", "ymd", "Pacific/Apia")).toBe("2011-12-30T22:00:00.000Z");
  });

  it("refuses an unknown zone in one sentence", () => {
    expect(() => parseTime("2026-01-05", ["ymd"], "Mars/Olympus")).toThrow(
      '"Mars/Olympus" is not a time zone known here.',
    );
  });

  it("reads back every local time that is shown exactly once", () => {
    const zones = fc.constantFrom(
      "Europe/London",
      "America/New_York",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Africa/Nairobi",
    );
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 4_000_000_000 }), zones, (second, name) => {
        const zone = zoneNamed(name);
        const local = second * 1000 + Number(zone?.offsetAt(second * 1000));
        const shown = new Date(local).toISOString().slice(0, 19).replace("T", " ");
        const back = parseTime(shown, ["ymd"], name);
        const again = back.ok ? back.value + Number(zone?.offsetAt(back.value)) : Number.NaN;
        expect(again).toBe(local);
      }),
      { numRuns: 300 },
    );
  });
});
