import type { Millis } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import { commaStyle, type Decimal, englishStyle } from "../../domain/money/decimal.ts";
import { parseTime, type TimeFormat } from "../../domain/time/parse-time.ts";
import { readDecimal } from "../../spec/profile-kit/amount.ts";

const rememberedMax = 20_000;

/** The function with its answers remembered: the cells of a file repeat themselves. Bounded. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const own = detached(text);
    const value = read(own);
    if (known.size >= rememberedMax) known.clear();
    known.set(own, value);
    return value;
  };
}

/** A copy that shares no memory: a cell is a window into the piece of the file it came from and would keep that alive. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/**
 * Reads amounts and quantities: `1,234.50` or `1.234,50`, with a currency sign or code around them, and `(12.00)` for
 * minus. The error is a clause that completes "… is not a number: ".
 */
export function decimalReader(decimal: "." | ","): (text: string) => Result<Decimal, string> {
  const writing = {
    styles: [decimal === "." ? englishStyle : commaStyle],
    symbols: true,
    minusZero: true,
    floats: false,
  };
  return remembered((text) => {
    const inBrackets = /^\(([^-−()]+)\)$/.exec(text);
    return readDecimal(inBrackets ? `-${inBrackets[1]}` : text, writing);
  });
}

/** When, and whether the text told the day only. */
export type ReadTime = { readonly at: Millis } | { readonly dayAt: Millis };

/** Reads times of one format in one zone. The error is a clause that completes "… is not a time: ". */
export function timeReader(format: TimeFormat, zone: string): (text: string) => Result<ReadTime, string> {
  return remembered((text) => {
    const read = parseTime(text, [format], zone);
    if (!read.ok) return read;
    return { ok: true, value: text.includes(":") ? { at: read.value } : { dayAt: read.value } };
  });
}
