import { assert } from "../../base/assert.ts";
import { limits } from "../../base/limits.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type CurrencyCode, currencyExponent } from "./currency.ts";
import {
  type Decimal,
  type DecimalStyle,
  formatDecimal,
  parseDecimal,
  plainStyle,
  powerOfTen,
  roundHalfEven,
} from "./decimal.ts";

/** An amount of minor units (cents, yen, fils) with its currency. Signed; never a float. */
export type Money = { readonly currency: CurrencyCode; readonly minor: bigint };

/** Reads amount text as minor units of `currency`; more decimals than the currency has are refused, not rounded. */
export function parseMinor(
  text: string,
  currency: CurrencyCode,
  style: DecimalStyle = plainStyle,
): Result<bigint, string> {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return err(`${currency} is not a currency the books know`);
  const decimal = parseDecimal(text, style);
  return decimal.ok ? exactMinor(decimal.value, exponent) : decimal;
}

/** The decimal as minor units of a currency with `exponent` decimals, or why it is not a whole number of them. */
export function exactMinor(decimal: Decimal, exponent: number): Result<bigint, string> {
  const { rounded, residue } = roundHalfEven(decimal, exponent);
  if (residue.units !== 0n) return err(`it has more than the ${exponent} decimals of its currency`);
  return withinBounds(rounded);
}

/** Refuses what does not fit 2^53 − 1, the bound at which JSON and the database stay exact. */
export function withinBounds(minor: bigint): Result<bigint, string> {
  const size = minor < 0n ? -minor : minor;
  return size > limits.amountMinorMax ? err("it is larger than the books can hold (2^53 − 1 minor units)") : ok(minor);
}

/** `-1234.50`: minor units as plain decimal text with the currency's own number of decimals. */
export function formatMinor(minor: bigint, currency: CurrencyCode): string {
  return formatDecimal({ units: minor, scale: exponentOf(currency) });
}

/** The exponent of a currency that is already in the books; an unknown one here is a bug. */
export function exponentOf(currency: CurrencyCode): number {
  const exponent = currencyExponent(currency);
  assert(exponent !== undefined, `currency ${currency} was checked when it came in`);
  return exponent;
}

/**
 * Splits `total` by `weights` so that the shares sum to exactly `total`: each gets its floor, the units left over go
 * to the largest fractions, ties to the earlier share. All-zero weights put everything on the first share.
 * `weights` must not be negative; `total` may be.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  assert(weights.length > 0, "allocate needs at least one share");
  const sum = weights.reduce((a, w) => a + w, 0n);
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? total : 0n));
  const size = total < 0n ? -total : total;
  const shares = weights.map((w) => (size * w) / sum);
  const left = Number(size - shares.reduce((a, s) => a + s, 0n));
  const byFraction = weights
    .map((w, i) => ({ i, fraction: (size * w) % sum }))
    .sort((a, b) => (a.fraction === b.fraction ? a.i - b.i : a.fraction > b.fraction ? -1 : 1));
  const raised = new Set(byFraction.slice(0, left).map(({ i }) => i));
  const whole = shares.map((share, i) => (raised.has(i) ? share + 1n : share));
  return total < 0n ? whole.map((share) => -share) : whole;
}

/** Residues are kept as whole billionths of a major unit, so that they add up exactly. */
export function residueNano(residue: Decimal): bigint {
  return residue.scale <= limits.decimalPlacesMax
    ? residue.units * powerOfTen(limits.decimalPlacesMax - residue.scale)
    : roundHalfEven(residue, limits.decimalPlacesMax).rounded;
}
