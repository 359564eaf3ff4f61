import { describe, expect, it } from "vitest";
import { choosePeriod, type PeriodChoice } from "./choose-period.ts";

/** In Nairobi it is already the 1st of March when this is asked. */
const now = Date.UTC(2028, 1, 29, 22, 30);
const booked = { from: "2027-06-05", to: "2028-02-20" };

const chosen = (choice: PeriodChoice, known: typeof booked | undefined): unknown => {
  const period = choosePeriod(choice, "Africa/Nairobi", now, known);
  return period.ok ? `${period.value.from} to ${period.value.to}` : period.error.sentence;
};

describe("the period a person means", () => {
  it.each<[PeriodChoice, string]>([
    [{}, "2027-06-05 to 2028-02-20"],
    [{ day: true }, "2028-03-01 to 2028-03-01"],
    [{ day: "yesterday" }, "2028-02-29 to 2028-02-29"],
    [{ day: "2027-12-24" }, "2027-12-24 to 2027-12-24"],
    [{ month: true }, "2028-03-01 to 2028-03-31"],
    [{ month: "2028-02" }, "2028-02-01 to 2028-02-29"],
    [{ from: "2028-01-01" }, "2028-01-01 to 2028-02-20"],
    [{ from: "2028-02-25" }, "2028-02-25 to 2028-02-25"],
    [{ to: "2027-12-31" }, "2027-06-05 to 2027-12-31"],
    [{ to: "2026-12-31" }, "2026-12-31 to 2026-12-31"],
    [{ from: "yesterday", to: "Today" }, "2028-02-29 to 2028-03-01"],
  ])("%j is %s", (choice, period) => {
    expect(chosen(choice, booked)).toBe(period);
  });

  it("is today where nothing is booked yet", () => {
    expect(chosen({}, undefined)).toBe("2028-03-01 to 2028-03-01");
  });
});
