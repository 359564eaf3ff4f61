import { describe, expect, it } from "vitest";
import { amount, count, counted, isZero, money, negated } from "./amount-text.ts";

describe("amounts as a person reads them", () => {
  it.each([
    ["0", "0"],
    ["0.00", "0.00"],
    ["999.5", "999.5"],
    ["1000", "1,000"],
    ["-10655622.48", "\u221210,655,622.48"],
    ["9007199254740991", "9,007,199,254,740,991"],
    ["-0.001", "\u22120.001"],
  ])("writes %s as %s", (decimal, text) => {
    expect(amount(decimal)).toBe(text);
  });

  it("names the currency behind the amount", () => {
    expect(money("64500.00", "KES")).toBe("64,500.00 KES");
  });

  it("turns an amount round, and leaves nothing as it is", () => {
    expect(negated("12.30")).toBe("-12.30");
    expect(negated("-12.30")).toBe("12.30");
    expect(negated("-0.00")).toBe("0.00");
    expect(negated("0")).toBe("0");
  });

  it("counts in the number that fits", () => {
    expect(counted(1, "row")).toBe("1 row");
    expect(counted(0, "row")).toBe("0 rows");
    expect(counted(25_900, "entry", "entries")).toBe("25,900 entries");
    expect(count(12_345n)).toBe("12,345");
  });

  it("knows nothing when it sees it", () => {
    expect(["0", "0.00", "-0.0"].every(isZero)).toBe(true);
    expect(["0.01", "-3"].some(isZero)).toBe(false);
  });
});
