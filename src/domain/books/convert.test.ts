import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atRate, type Conversion, conversionLegs } from "./convert.ts";
import type { StoredRate } from "./txn.ts";

const rate = (numerator: bigint, denominator = 1n, to = "KES", from = "USD"): StoredRate => ({
  from,
  to,
  numerator,
  denominator,
  source: "test",
  at: 0,
  rounding: "half-even",
});
const conversion = (more: Partial<Conversion>): Conversion => ({
  from: "assets:transit:x:main",
  fromAmount: 100_00n,
  to: "assets:bank:b:main",
  toAmount: 12_950_00n,
  rate: rate(12950n, 100n),
  ...more,
});
const text = (more: Partial<Conversion>) => {
  const legs = conversionLegs(conversion(more));
  return legs.ok ? legs.value.map((leg) => `${leg.debit} ← ${leg.credit} ${leg.amount} ${leg.currency}`) : legs.error;
};

describe("a conversion", () => {
  it("that meets the rate on the books has no gain and no loss", () => {
    expect(text({})).toEqual([
      "equity:fx ← assets:transit:x:main 10000 USD",
      "assets:bank:b:main ← equity:fx 1295000 KES",
    ]);
  });

  it("that brings more is a gain, and a fee is taken from where it arrived", () => {
    expect(text({ toAmount: 13_000_00n, fee: 5_00n })).toEqual([
      "equity:fx ← assets:transit:x:main 10000 USD",
      "assets:bank:b:main ← equity:fx 1300000 KES",
      "equity:fx ← income:fx-gain 5000 KES",
      "expenses:bank-fees ← assets:bank:b:main 500 KES",
    ]);
  });

  it.each([
    ["a fee above what arrived", { fee: 12_950_01n }, "its fee is more than what arrived"],
    ["an unknown currency", { rate: rate(1n, 1n, "KSH") }, "its rate names a currency the books do not know"],
    [
      "an unknown source currency",
      { rate: rate(1n, 1n, "KES", "XXX") },
      "its rate names a currency the books do not know",
    ],
    ["a rate of zero", { rate: rate(0n) }, "its amount and rate must be positive"],
    ["no denominator", { rate: rate(1n, 0n) }, "its amount and rate must be positive"],
    ["nothing to convert", { fromAmount: 0n }, "its amount and rate must be positive"],
    [
      "more than the books can hold",
      { rate: rate(10n ** 17n) },
      "it is larger than the books can hold (2^53 − 1 minor units)",
    ],
  ])("with %s is refused", (_what, more, clause) => {
    expect(text(more)).toBe(clause);
  });
});

describe("an amount at a rate", () => {
  it.each([
    // 130.75 USD × 129.50 = 16,932.125: half goes to the even cent.
    [130_75n, rate(12950n, 100n), 16_932_12n],
    [1n, rate(150n, 100n), 2n],
    [1n, rate(250n, 100n), 2n],
    [3n, rate(250n, 100n), 8n],
    [100n, rate(151n, 1n, "JPY"), 151n],
    [1_000n, rate(1n, 2n, "BHD", "JPY"), 500_000n],
  ])("%d minor units are rounded half to even", (amount, at, expected) => {
    expect(atRate(amount, at)).toEqual({ ok: true, value: expected });
  });

  it("is never off by more than half a minor unit", () => {
    const natural = fc.bigInt({ min: 1n, max: 1_000_000n });
    fc.assert(
      fc.property(natural, natural, natural, (amount, numerator, denominator) => {
        const result = atRate(amount, rate(numerator, denominator));
        if (!result.ok) return;
        const off = result.value * denominator - amount * numerator;
        expect((off < 0n ? -off : off) * 2n).toBeLessThanOrEqual(denominator);
      }),
      { numRuns: 300 },
    );
  });
});
