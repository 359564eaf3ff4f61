import { limits } from "../../base/limits.ts";
import { err, ok, type Result } from "../../base/result.ts";

/** An exact decimal number: `units × 10^-scale`. Never a float. */
export type Decimal = { readonly units: bigint; readonly scale: number };

export const zeroDecimal: Decimal = { units: 0n, scale: 0 };

const powers: readonly bigint[] = Array.from({ length: 64 }, (_, i) => 10n ** BigInt(i));

/** 10^n, for n ≥ 0; small ones are at hand. */
export function powerOfTen(n: number): bigint {
  return powers[n] ?? 10n ** BigInt(n);
}

export type DecimalStyle = {
  /** The character that separates the fraction. */
  readonly point: "." | ",";
  /** Whether the other one of `.` `,` (or an apostrophe, space or no-break space) may group thousands. */
  readonly grouping: boolean;
};

/** `1234.5`: what programs write. */
export const plainStyle: DecimalStyle = { point: ".", grouping: false };
/** `1,234.50`: English exports. */
export const englishStyle: DecimalStyle = { point: ".", grouping: true };
/** `1.234,50`: German, French and many other exports. */
export const commaStyle: DecimalStyle = { point: ",", grouping: true };

const plainPattern = /^-?[0-9]+(?:\.[0-9]+)?$/;
const englishPattern =
  /^-?(?:[0-9]+|[0-9]{1,3}(?:[,'’ \u00a0\u202f][0-9]{2,3})*[,'’ \u00a0\u202f][0-9]{3})(?:\.[0-9]+)?$/;
const commaPattern = /^-?(?:[0-9]+|[0-9]{1,3}(?:[.'’ \u00a0\u202f][0-9]{2,3})*[.'’ \u00a0\u202f][0-9]{3})(?:,[0-9]+)?$/;

/**
 * Reads decimal text exactly. Refuses exponents, a leading plus, other digits than 0–9, "-0", more than
 * `limits.decimalPlacesMax` decimals and absurd lengths; the error is a clause that completes "… is not an amount: ".
 */
export function parseDecimal(text: string, style: DecimalStyle = plainStyle): Result<Decimal, string> {
  if (text.length === 0) return err("it is empty");
  if (text.length > limits.amountTextLengthMax) return err(`it has ${text.length} characters`);
  const minus = text.replace(/^\u2212/, "-");
  const pattern = !style.grouping ? plainPattern : style.point === "." ? englishPattern : commaPattern;
  if (!pattern.test(minus)) return err("it is not written as a plain decimal number");
  const cut = minus.lastIndexOf(style.point);
  const whole = (cut < 0 ? minus : minus.slice(0, cut)).replace(/[^0-9-]/g, "");
  const fraction = cut < 0 ? "" : minus.slice(cut + 1);
  if (fraction.length > limits.decimalPlacesMax) return err(`it has more than ${limits.decimalPlacesMax} decimals`);
  const units = BigInt(whole + fraction);
  if (units === 0n && whole.startsWith("-")) return err("it is minus zero");
  return ok({ units, scale: fraction.length });
}

/** a + b, exactly. */
export function addDecimal(a: Decimal, b: Decimal): Decimal {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  return a.scale > b.scale
    ? { units: a.units + b.units * powerOfTen(a.scale - b.scale), scale: a.scale }
    : { units: a.units * powerOfTen(b.scale - a.scale) + b.units, scale: b.scale };
}

/** a × b, exactly. */
export function multiplyDecimal(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** −a. */
export function negateDecimal(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

/** `a` with `scale` digits after the point, and what rounding half to even left over (`a − rounded`, at a's scale). */
export function roundHalfEven(a: Decimal, scale: number): { readonly rounded: bigint; readonly residue: Decimal } {
  if (a.scale <= scale) return { rounded: a.units * powerOfTen(scale - a.scale), residue: zeroDecimal };
  const divisor = powerOfTen(a.scale - scale);
  let quotient = a.units / divisor;
  const remainder = a.units - quotient * divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n !== 0n)) quotient += remainder < 0n ? -1n : 1n;
  return { rounded: quotient, residue: { units: a.units - quotient * divisor, scale: a.scale } };
}

/** Reads what `formatDecimal` wrote, however many decimals it has. */
export function readDecimal(text: string): Decimal {
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** Plain text, `-1234.50`, with exactly `scale` digits after the point. */
export function formatDecimal(a: Decimal): string {
  const digits = (a.units < 0n ? -a.units : a.units).toString().padStart(a.scale + 1, "0");
  const text = a.scale === 0 ? digits : `${digits.slice(0, -a.scale)}.${digits.slice(-a.scale)}`;
  return a.units < 0n ? `-${text}` : text;
}
