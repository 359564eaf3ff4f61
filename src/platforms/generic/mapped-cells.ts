import { limits } from "../../base/limits.ts";
import type { BuyerSighting, ProductRef, SaleSighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { type Decimal, multiplyDecimal, zeroDecimal } from "../../domain/money/decimal.ts";
import { exactMinor } from "../../domain/money/money.ts";
import { countryCode } from "../../domain/text/country.ts";
import { undoCsvSafe } from "../../domain/text/undo-csv-safe.ts";
import type { Row } from "../../spec/file-profile.ts";
import { label, quoted } from "../../spec/profile-kit/text.ts";
import { decimalReader, type ReadTime, remembered, timeReader } from "./cell-readers.ts";
import type { MappedColumn } from "./mapping.ts";
import type { ReadingPlan } from "./open-mapped.ts";

export const oneDecimal: Decimal = { units: 1n, scale: 0 };

/**
 * Reads the mapped cells of one row after the other. The first cell of a row that cannot be understood is remembered;
 * what was read of that row is then of no use.
 */
export type MappedCells = {
  text(row: Row, column: MappedColumn): string;
  number(row: Row, column: MappedColumn): Decimal | undefined;
  /** Minor units of a known currency; undefined when the cell is empty. */
  minor(row: Row, column: MappedColumn, currency: string): bigint | undefined;
  id(row: Row): string;
  when(row: Row): ReadTime;
  currency(row: Row): string;
  /** The amount column, or quantity × unit price where there is none. */
  amount(row: Row): Decimal;
  product(row: Row): ProductRef | undefined;
  country(row: Row): string;
  buyer(row: Row): BuyerSighting | undefined;
  nature(row: Row): SaleSighting["nature"];
  /** The name under which the file has the column. */
  nameOf(column: MappedColumn): string;
  refuse(reason: string): void;
  /** The first refusal since the last call, which forgets it. */
  takeRefusal(): string | undefined;
};

/** Prepares the reading of one file. */
export function createMappedCells(plan: ReadingPlan): MappedCells {
  const { mapping, at } = plan;
  const readNumber = decimalReader(mapping.decimal);
  const readTime = timeReader(mapping.timeFormat, plan.timeZone);
  const clean = remembered(label);
  const readCountry = remembered(countryCode);
  const faultOfId = remembered((id) => idFault(id) ?? "");
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
      const cell = text(row, column);
      const value = column === "unitPrice" ? priced(row) : number(row, column);
      if (!value) return undefined;
      // Of an unknown currency the row is refused already; any exponent will do then.
      const exact = exactMinor(value, currencyExponent(currency) ?? limits.decimalPlacesMax);
      if (exact.ok) return exact.value;
      return void refuse(`${quoted(cell)} in ${nameOf(column)} cannot be booked: ${exact.error}`);
    },
    amount: (row) => (at.amount < 0 ? priced(row) : needed(row, "amount")),
    id: (row) => {
      const id = text(row, "id");
      const fault = faultOfId(id);
      if (fault !== "") refuse(`${nameOf("id")} ${fault}`);
      return id;
    },
    when: (row) => {
      const time = text(row, "time");
      const cell = time === "" ? text(row, "at") : `${text(row, "at")} ${time}`;
      const read = readTime(cell);
      if (read.ok) return read.value;
      refuse(
        cell === "" ? `${nameOf("at")} is empty` : `${quoted(cell)} in ${nameOf("at")} is not a time: ${read.error}`,
      );
      return { at: 0 };
    },
    currency: (row) => {
      const code = text(row, "currency").toUpperCase() || (plan.currency ?? "");
      if (code === "") refuse(`${nameOf("currency")} is empty`);
      else if (currencyExponent(code) === undefined)
        refuse(`${quoted(code)} in ${nameOf("currency")} is not a currency the books know`);
      return code;
    },
    product: (row) => {
      const code = clean(text(row, "product"));
      const name = clean(text(row, "productName"));
      return code === "" && name === "" ? undefined : { id: code || name, name: name || code };
    },
    country: (row) => readCountry(text(row, "country")),
    buyer: (row) => buyerOf(text(row, "buyerEmail"), text(row, "buyerName"), text(row, "buyerId")),
    nature: (row) =>
      mapping.kinds.find(({ prefix }, i) => cellAt(row, Number(plan.kindAt[i])).startsWith(prefix))?.nature,
    takeRefusal: () => {
      const reason = refused;
      refused = undefined;
      return reason;
    },
  };
}

function cellAt(row: Row, index: number): string {
  const cell = index < 0 ? undefined : row.cells[index];
  return cell === undefined ? "" : undoCsvSafe(cell.trim());
}

/** What makes a text no id, as a clause. */
function idFault(id: string): string | undefined {
  if (id === "") return "is empty";
  if (id.length > limits.objectIdLengthMax) {
    return `has ${id.length} characters, more than the ${limits.objectIdLengthMax} of an id`;
  }
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(id) ? "has characters that no id has" : undefined;
}

/** Customer numbers that a spreadsheet turned into decimals (`17850.0`) become whole again. */
function buyerOf(email: string, name: string, id: string): BuyerSighting | undefined {
  if (email === "" && name === "" && id === "") return undefined;
  return {
    ...(email === "" ? {} : { email }),
    ...(name === "" ? {} : { name }),
    ...(id === "" ? {} : { platformId: id.replace(/^([0-9]+)\.0$/, "$1") }),
  };
}
