import { limits } from "../../base/limits.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { type Decimal, multiplyDecimal, zeroDecimal } from "../../domain/money/decimal.ts";
import { exactMinor } from "../../domain/money/money.ts";
import { undoCsvSafe } from "../../domain/text/undo-csv-safe.ts";
import type { Row } from "../../spec/file-profile.ts";
import { quoted } from "../../spec/profile-kit/text.ts";
import { decimalReader } from "./cell-readers.ts";
import type { MappedColumn } from "./mapping.ts";
import type { ReadingPlan } from "./reading-plan.ts";

export const oneDecimal: Decimal = { units: 1n, scale: 0 };

/**
 * Reads mapped cells as text and numbers. The first cell of a row that cannot be understood is remembered; what was
 * read of that row is then of no use.
 */
export type NumberCells = {
  text(row: Row, column: MappedColumn): string;
  number(row: Row, column: MappedColumn): Decimal | undefined;
  /** Minor units of a known currency; undefined when the cell is empty. Of `unitPrice`: times the quantity. */
  minor(row: Row, column: MappedColumn, currency: string): bigint | undefined;
  /** The amount column, or quantity × unit price where there is none. */
  amount(row: Row): Decimal;
  /** The name under which the file has the column. */
  nameOf(column: MappedColumn): string;
  refuse(reason: string): void;
  /** The first refusal since the last call, which forgets it. */
  takeRefusal(): string | undefined;
};

/** Prepares the reading of one file. */
export function createNumberCells({ mapping, at }: ReadingPlan): NumberCells {
  const readNumber = decimalReader(mapping.decimal);
  let refused: string | undefined;
  const nameOf = (column: MappedColumn): string => String(mapping.columns[column]);
  const refuse = (reason: string): void => {
    refused ??= reason;
  };
  const text = (row: Row, column: MappedColumn): string => cellAt(row, at[column]);
  const number = (row: Row, column: MappedColumn): Decimal | undefined => {
    const cell = text(row, column);
    if (cell === "") return undefined;
    const read = readNumber(cell);
    if (read.ok) return read.value;
    return void refuse(`${quoted(cell)} in ${nameOf(column)} is not a number: ${read.error}`);
  };
  const needed = (row: Row, column: MappedColumn): Decimal => {
    const read = number(row, column);
    if (!read) refuse(`${nameOf(column)} is empty`);
    return read ?? zeroDecimal;
  };
  const priced = (row: Row): Decimal =>
    multiplyDecimal(number(row, "quantity") ?? oneDecimal, needed(row, "unitPrice"));
  return {
    text,
    number,
    nameOf,
    refuse,
    minor: (row, column, currency) => {
      const value = column === "unitPrice" ? priced(row) : number(row, column);
      if (!value) return undefined;
      // Of an unknown currency the row is refused already; any exponent will do then.
      const exact = exactMinor(value, currencyExponent(currency) ?? limits.decimalPlacesMax);
      if (exact.ok) return exact.value;
      return void refuse(`${quoted(text(row, column))} in ${nameOf(column)} cannot be booked: ${exact.error}`);
    },
    amount: (row) => (at.amount < 0 ? priced(row) : needed(row, "amount")),
    takeRefusal: () => {
      const reason = refused;
      refused = undefined;
      return reason;
    },
  };
}

/** The cell's text, trimmed and without what made it safe for spreadsheets; "" where there is none. */
export function cellAt(row: Row, index: number): string {
  const cell = index < 0 ? undefined : row.cells[index];
  return cell === undefined ? "" : undoCsvSafe(cell.trim());
}
