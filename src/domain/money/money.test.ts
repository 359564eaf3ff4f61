import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimal,
  commaStyle,
  type DecimalStyle,
  englishStyle,
  formatDecimal,
  multiplyDecimal,
  negateDecimal,
  parseDecimal,
  plainStyle,
  powerOfTen,
  readDecimal,
  roundHalfEven,
} from "./decimal.ts";
import { allocate, exactMinor, exponentOf, formatMinor, parseMinor, residueNano, withinBounds } from "./money.ts";

const decimal = fc.record({ units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat({ max: 25 }) });

describe("an amount in a file", () => {
  it.each<readonly [string, DecimalStyle, string]>([
    ["1234.50", plainStyle, "1234.50"],
    ["-0.05", plainStyle, "-0.05"],
    ["\u2212 7".replace(" ", ""), plainStyle, "-7"],
    ["1,234.50", englishStyle, "1234.50"],
    ["12,34,567.50", englishStyle, "1234567.50"],
    ["1'234.50", englishStyle, "1234.50"],
    ["1.234,50", commaStyle, "1234.50"],
    ["1\u202f234,5", commaStyle, "1234.5"],
    ["-12", commaStyle, "-12"],
  ])("%s is read exactly", (text, style, written) => {
    const read = parseDecimal(text, style);
    expect(read.ok && formatDecimal(read.value)).toBe(written);
  });

  it.each<readonly [string, string, DecimalStyle, string]>([
    ["nothing", "", plainStyle, "it is empty"],
    ["an endless number", "1".repeat(41), plainStyle, "it has 41 characters"],
    ["a power of ten", "1e5", plainStyle, "it is not written as a plain decimal number"],
    ["grouped thousands where none are expected", "1,234", plainStyle, "it is not written as a plain decimal number"],
    ["groups that are none", "1,2,3.00", englishStyle, "it is not written as a plain decimal number"],
    ["the other mark", "1,234.50", commaStyle, "it is not written as a plain decimal number"],
    ["other digits", "١٢", plainStyle, "it is not written as a plain decimal number"],
    ["ten decimals", "0.1234567891", plainStyle, "it has more than 9 decimals"],
    ["minus zero", "-0.00", plainStyle, "it is minus zero"],
  ])("%s is refused in one clause", (_, text, style, clause) => {
    expect(parseDecimal(text, style)).toEqual({ ok: false, error: clause });
  });

  it("becomes minor units of its currency, or says why it cannot", () => {
    expect(parseMinor("12.34", "USD")).toEqual({ ok: true, value: 1_234n });
    expect(parseMinor("12", "JPY")).toEqual({ ok: true, value: 12n });
    expect(parseMinor("1.5", "BHD")).toEqual({ ok: true, value: 1_500n });
    expect(parseMinor("12.5", "JPY")).toEqual({ ok: false, error: "it has more than the 0 decimals of its currency" });
    expect(parseMinor("12.340", "USD")).toEqual({ ok: true, value: 1_234n });
    expect(parseMinor("x", "USD").ok).toBe(false);
    expect(parseMinor("1", "BTC")).toEqual({ ok: false, error: "BTC is not a currency the books know" });
  });

  it("is held up to 2^53 − 1 of either sign, and not beyond", () => {
    const most = 2n ** 53n - 1n;
    expect([withinBounds(most).ok, withinBounds(-most).ok]).toEqual([true, true]);
    expect([withinBounds(most + 1n).ok, withinBounds(-most - 1n).ok]).toEqual([false, false]);
    expect(exactMinor({ units: most + 1n, scale: 2 }, 2).ok).toBe(false);
  });

  it("is written with the decimals of its currency", () => {
    expect([formatMinor(-5n, "USD"), formatMinor(5n, "JPY"), formatMinor(-1_234n, "BHD")]).toEqual([
      "-0.05",
      "5",
      "-1.234",
    ]);
    expect(() => exponentOf("BTC")).toThrow("BTC");
  });
});

describe("exact decimals", () => {
  it("come back from text as they went, however long", () => {
    fc.assert(
      fc.property(decimal, (a) => {
        expect(readDecimal(formatDecimal(a))).toEqual(a);
      }),
    );
    expect(readDecimal("0.0000000001234567890123456789012345678901234567890")).toMatchObject({ scale: 49 });
  });

  it("add and multiply without a rounding, whatever their scales", () => {
    const big = (a: { units: bigint; scale: number }, scale: number): bigint => a.units * powerOfTen(scale - a.scale);
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(big(addDecimal(a, b), 60)).toBe(big(a, 60) + big(b, 60));
        expect(big(multiplyDecimal(a, b), 60)).toBe((big(a, 60) * big(b, 60)) / powerOfTen(60));
        expect(addDecimal(a, negateDecimal(a)).units).toBe(0n);
      }),
    );
  });

  it("know powers of ten of any size", () => {
    expect([powerOfTen(0), powerOfTen(70)]).toEqual([1n, BigInt(`1${"0".repeat(70)}`)]);
  });

  it.each([
    ["0.125", 2, 12n, "0.005"],
    ["0.135", 2, 14n, "-0.005"],
    ["-0.125", 2, -12n, "-0.005"],
    ["-0.135", 2, -14n, "0.005"],
    ["-0.136", 2, -14n, "0.004"],
    ["7", 2, 700n, "0"],
    ["2.5", 0, 2n, "0.5"],
  ] as const)("round %s to %i digits half to even, and show what is left over", (text, scale, rounded, left) => {
    const result = roundHalfEven(readDecimal(text), scale);
    expect([result.rounded, formatDecimal(result.residue)]).toEqual([rounded, left]);
  });

  it("lose nothing in rounding: what is kept and what is left over make the whole", () => {
    fc.assert(
      fc.property(decimal, fc.nat({ max: 9 }), (a, scale) => {
        const { rounded, residue } = roundHalfEven(a, scale);
        const whole = addDecimal({ units: rounded, scale }, residue);
        expect(addDecimal(whole, negateDecimal(a)).units).toBe(0n);
      }),
    );
  });

  it("leave residues in billionths, finer ones rounded", () => {
    expect([residueNano(readDecimal("0.005")), residueNano(readDecimal("-0.0000000015"))]).toEqual([5_000_000n, -2n]);
  });
});

describe("an amount that is shared", () => {
  it("goes out whole, each share within one unit of its due, and of the sign of the total", () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.bigInt({ min: -100_000n, max: 100_000n }), weights, (total, shares) => {
        const out = allocate(total, shares);
        const sum = shares.reduce((a, b) => a + b, 0n);
        expect(out.reduce((a, b) => a + b, 0n)).toBe(total);
        if (sum === 0n) return;
        out.forEach((share, i) => {
          const off = share * sum - total * (shares[i] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
      }),
    );
  });

  it("gives the odd unit to the largest fraction, then to the earlier share, and all to the first when none weighs", () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(allocate(10n, [1n, 2n])).toEqual([3n, 7n]);
    expect(allocate(7n, [0n, 0n])).toEqual([7n, 0n]);
    expect(() => allocate(7n, [])).toThrow("at least one share");
  });
});
