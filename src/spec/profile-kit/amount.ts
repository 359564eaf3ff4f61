import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import {
  commaStyle,
  type Decimal,
  type DecimalStyle,
  englishStyle,
  parseDecimal,
  plainStyle,
  roundHalfEven,
} from "../../domain/money/decimal.ts";
import { exactMinor } from "../../domain/money/money.ts";

/** How a file writes its amounts. */
export type AmountWriting = {
  /** Tried in this order; the first that reads the text counts. */
  readonly styles: readonly DecimalStyle[];
  /** Whether a currency sign or code may stand before or after the digits: `$13.00`, `CA$76.00`, `12,50 €`. */
  readonly symbols: boolean;
  /** Whether `-0.0` is written for zero (programs that negate a float do that). */
  readonly minusZero: boolean;
  /** Whether a sum of binary floats may show, such as `-25.599999999999998` for −25.60. */
  readonly floats: boolean;
};

/** `1234.50`, as programs write. */
export const plainAmounts: AmountWriting = { styles: [plainStyle], symbols: false, minusZero: false, floats: false };
/** What Ruby prints of floats: `29.0`, `-0.0`, `-25.599999999999998`. */
export const floatAmounts: AmountWriting = { styles: [plainStyle], symbols: false, minusZero: true, floats: true };
/** `1,234.50`. */
export const englishAmounts: AmountWriting = {
  styles: [englishStyle],
  symbols: false,
  minusZero: false,
  floats: false,
};
/**
 * `1,234.50`, and also `1.234,50` where the text can be nothing else. `1.234` keeps its English meaning (three
 * decimals), `1,234` too (thousands).
 */
export const mostlyEnglishAmounts: AmountWriting = {
  styles: [englishStyle, commaStyle],
  symbols: true,
  minusZero: true,
  floats: false,
};
/** `1.234,50`, and also `1,234.50` where the text can be nothing else. */
export const mostlyCommaAmounts: AmountWriting = {
  styles: [commaStyle, englishStyle],
  symbols: true,
  minusZero: true,
  floats: false,
};

const symbolPattern =
  /^([-\u2212]?)\s*(?:[A-Z]{0,3}\s?[$€£¥₹₽₴₦₩₱฿₫]|[A-Z]{3})?\s*([-\u2212]?)(.*?)\s*(?:[$€£¥₹₽₴₦₩₱฿₫]|[A-Z]{3})?$/u;

/** Reads decimal text exactly as the file writes it. The error is a clause that completes "… is not an amount: ". */
export function readDecimal(text: string, writing: AmountWriting): Result<Decimal, string> {
  const bare = writing.symbols ? withoutSymbols(text) : text;
  const whole = writing.floats ? floatAsMeant(bare) : undefined;
  if (whole) return ok(whole);
  const plain = writing.minusZero && /^-0+(?:[.,]0+)?$/.test(bare) ? bare.slice(1) : bare;
  let first: Result<Decimal, string> | undefined;
  for (const style of writing.styles) {
    const read = parseDecimal(plain, style);
    if (read.ok) return read;
    first ??= read;
  }
  return first ?? err("it is empty");
}

const floatPattern = /^(-?[0-9]{1,12})\.([0-9]{10,20})$/;
const floatDecimals = 6;

/** A float's text with its noise beyond the sixth decimal rounded away; undefined when it has no such noise. */
function floatAsMeant(text: string): Decimal | undefined {
  const match = floatPattern.exec(text);
  if (!match) return undefined;
  const [whole = "", fraction = ""] = match.slice(1);
  const { rounded } = roundHalfEven({ units: BigInt(whole + fraction), scale: fraction.length }, floatDecimals);
  return { units: rounded, scale: floatDecimals };
}

function withoutSymbols(text: string): string {
  const match = symbolPattern.exec(text);
  if (!match) return text;
  return `${match[1] ?? ""}${match[2] ?? ""}${match[3] ?? ""}`;
}

/**
 * Amount text as minor units of a known currency. The error is a clause that follows the quoted cell: "is not an
 * amount: …", "has more decimals than USD has".
 */
export function readAmount(text: string, currency: string, writing: AmountWriting): Result<bigint, string> {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) return err(`cannot be read: ${currency} is not a currency the books know`);
  const decimal = readDecimal(text, writing);
  if (!decimal.ok) return err(`is not an amount: ${decimal.error}`);
  const minor = exactMinor(decimal.value, exponent);
  if (minor.ok) return ok(minor.value);
  const tooFine = roundHalfEven(decimal.value, exponent).residue.units !== 0n;
  return err(tooFine ? `has more decimals than ${currency} has` : `is not an amount: ${minor.error}`);
}
