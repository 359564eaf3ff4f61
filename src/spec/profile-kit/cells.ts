import type { Millis } from "../../base/clock.ts";
import { limits } from "../../base/limits.ts";
import { type CurrencyCode, currencyExponent } from "../../domain/money/currency.ts";
import type { Decimal } from "../../domain/money/decimal.ts";
import { undoCsvSafe } from "../../domain/text/undo-csv-safe.ts";
import { parseTime, type TimeFormat } from "../../domain/time/parse-time.ts";
import type { Row } from "../file-profile.ts";
import { type AmountWriting, readAmount, readDecimal } from "./amount.ts";
import { label, quoted } from "./text.ts";

/** When something happened: an exact moment, or the start of the day where the file tells the day only. */
export type When = { readonly at?: Millis; readonly dayAt?: Millis };

/**
 * Reads the cells of one row and remembers the first that cannot be understood. Read everything, then look at
 * `refusal()` once: values that were read after a refusal are of no use.
 */
export type Cells = {
  /** The text of the first of these columns that the file has; "" when there is none. */
  text(...names: readonly string[]): string;
  /** An id that must be there. */
  id(...names: readonly string[]): string;
  /** An amount in minor units; undefined when the cell is empty. */
  amount(currency: CurrencyCode, ...names: readonly string[]): bigint | undefined;
  /** An amount that must be there. */
  need(currency: CurrencyCode, ...names: readonly string[]): bigint;
  /** An amount that may be zero but not below. */
  notBelowZero(currency: CurrencyCode, ...names: readonly string[]): bigint | undefined;
  /** A number such as a quantity. */
  decimal(...names: readonly string[]): Decimal | undefined;
  /** Yes or no; an empty cell is no. */
  flag(...names: readonly string[]): boolean;
  /** A currency code of either case that must be there. */
  currency(...names: readonly string[]): CurrencyCode;
  /** A time; `{}` when the cell is empty. */
  when(formats: readonly TimeFormat[], zone: string, ...names: readonly string[]): When;
  /** The same for text put together from several cells; `column` names them in a refusal. */
  whenText(text: string, column: string, formats: readonly TimeFormat[], zone: string): When;
  /** Refuses the row, unless it is refused already. */
  refuse(reason: string): void;
  refusal(): string | undefined;
  /** The name under which the file has this column. */
  column(...names: readonly string[]): string;
};

const yes = new Set(["1", "true", "yes", "y", "ja", "x"]);
const no = new Set(["", "0", "false", "no", "n", "nein"]);

export function cellsOf(row: Row, writing: AmountWriting): Cells {
  let refused: string | undefined;
  const refuse = (reason: string): void => {
    refused ??= reason;
  };
  const column = (...names: readonly string[]): string => names.find((name) => row.has(name)) ?? names[0] ?? "";
  const text = (...names: readonly string[]): string => undoCsvSafe(row.cell(...names));
  const whenText = (cell: string, name: string, formats: readonly TimeFormat[], zone: string): When => {
    if (cell === "") return {};
    const read = parseTime(cell, formats, zone);
    if (!read.ok) {
      refuse(`${quoted(cell)} in ${name} is not a time: ${read.error}`);
      return {};
    }
    return /[0-9]:[0-9]/.test(cell) ? { at: read.value } : { dayAt: read.value };
  };
  const amount = (currency: CurrencyCode, ...names: readonly string[]): bigint | undefined => {
    const cell = text(...names);
    if (cell === "") return undefined;
    const read = readAmount(cell, currency, writing);
    if (!read.ok) refuse(`${quoted(cell)} in ${column(...names)} ${read.error}`);
    return read.ok ? read.value : undefined;
  };
  return {
    text,
    amount,
    whenText,
    refuse,
    column,
    refusal: () => refused,
    id: (...names) => checkedId(text(...names), column(...names), refuse),
    need(currency, ...names) {
      const value = amount(currency, ...names);
      if (value === undefined) refuse(`${column(...names)} is empty`);
      return value ?? 0n;
    },
    notBelowZero(currency, ...names) {
      const value = amount(currency, ...names);
      if (value !== undefined && value < 0n) refuse(`${quoted(text(...names))} in ${column(...names)} is below zero`);
      return value;
    },
    decimal(...names) {
      const cell = text(...names);
      if (cell === "") return undefined;
      const read = readDecimal(cell, writing);
      if (!read.ok) refuse(`${quoted(cell)} in ${column(...names)} is not a number: ${read.error}`);
      return read.ok ? read.value : undefined;
    },
    flag(...names) {
      const cell = text(...names).toLowerCase();
      if (!yes.has(cell) && !no.has(cell)) refuse(`${quoted(cell)} in ${column(...names)} is neither yes nor no`);
      return yes.has(cell);
    },
    currency(...names) {
      const code = text(...names).toUpperCase();
      if (code === "") refuse(`${column(...names)} is empty`);
      else if (currencyExponent(code) === undefined) {
        refuse(`${quoted(text(...names))} in ${column(...names)} is not a currency the books know`);
      }
      return code;
    },
    when: (formats, zone, ...names) => whenText(text(...names), column(...names), formats, zone),
  };
}

function checkedId(cell: string, column: string, refuse: (reason: string) => void): string {
  const id = label(cell);
  if (id === "") refuse(`${column} is empty`);
  else if (cell.length > limits.objectIdLengthMax) {
    refuse(`${column} has ${cell.length} characters, more than the ${limits.objectIdLengthMax} of an id`);
  } else if (id !== cell) refuse(`${quoted(cell)} in ${column} has characters that no id has`);
  return id;
}
