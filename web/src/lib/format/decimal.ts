/** Exact arithmetic on decimal texts such as "1234.50" or "-3": amounts never pass through a floating point number. */
const form = /^-?\d+(\.\d+)?$/;

type Scaled = { readonly units: bigint; readonly scale: number };

/** Whether `text` is a decimal number as the API writes them. */
export const isDecimal = (text: string): boolean => form.test(text);

function scaled(text: string): Scaled {
  if (!isDecimal(text)) throw new RangeError(`"${text}" is not a decimal number`);
  const [whole = "0", part = ""] = text.split(".");
  return { units: BigInt(whole + part), scale: part.length };
}

function text({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const sign = units < 0n ? "-" : "";
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The sum, with as many decimals as the longest of them has; "0" of none. */
export function sumOf(values: readonly string[]): string {
  const all = values.map(scaled);
  const scale = Math.max(0, ...all.map((one) => one.scale));
  const units = all.reduce((sum, one) => sum + one.units * 10n ** BigInt(scale - one.scale), 0n);
  return text({ units, scale });
}

/** Minus one, zero or one: how `a` stands to `b`. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const [x, y] = [scaled(a), scaled(b)];
  const scale = Math.max(x.scale, y.scale);
  const left = x.units * 10n ** BigInt(scale - x.scale);
  const right = y.units * 10n ** BigInt(scale - y.scale);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export const isNegative = (value: string): boolean => scaled(value).units < 0n;
export const isZero = (value: string): boolean => scaled(value).units === 0n;
export const negated = (value: string): string => {
  const { units, scale } = scaled(value);
  return text({ units: -units, scale });
};

/**
 * A number for drawing only: widths, heights, positions. Never show it, never add it up.
 */
export const forDrawing = (value: string): number => Number(value);
