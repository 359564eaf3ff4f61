import { describe, expect, it } from "vitest";
import { knownInMajor } from "./known-in-major.ts";

describe("what is known of an object", () => {
  it("shows amounts in the currency's own decimals", () => {
    expect(knownInMajor({ gross: "2900", "fees.platform": "-454", currency: "USD" })).toEqual({
      gross: "29.00",
      "fees.platform": "-4.54",
      currency: "USD",
    });
    expect(knownInMajor({ gross: "2900", currency: "JPY" })).toMatchObject({ gross: "2900" });
  });

  it("takes each side of an exchange in its own currency", () => {
    const known = { "from.amount": "100", "from.currency": "USD", "to.amount": "100", "to.currency": "JPY" };
    expect(knownInMajor(known)).toMatchObject({ "from.amount": "1.00", "to.amount": "100" });
  });

  it("leaves what is no amount, or names no currency, as it stands", () => {
    expect(knownInMajor({ status: "12", gross: "12" })).toEqual({ status: "12", gross: "12" });
    expect(knownInMajor({ gross: "a lot", currency: "USD" })).toMatchObject({ gross: "a lot" });
  });
});
