import { limits } from "../../base/limits.ts";
import type { BuyerSighting, ProductRef, SaleSighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { countryCode } from "../../domain/text/country.ts";
import type { Row } from "../../spec/file-profile.ts";
import { label, quoted } from "../../spec/profile-kit/text.ts";
import { type ReadTime, remembered, timeReader } from "./cell-readers.ts";
import { cellAt, createNumberCells, type NumberCells } from "./number-cells.ts";
import type { ReadingPlan } from "./reading-plan.ts";

/** Reads the mapped cells of one row after the other, with the refusals of `NumberCells`. */
export type MappedCells = NumberCells & {
  id(row: Row): string;
  when(row: Row): ReadTime;
  currency(row: Row): string;
  product(row: Row): ProductRef | undefined;
  country(row: Row): string;
  buyer(row: Row): BuyerSighting | undefined;
  nature(row: Row): SaleSighting["nature"];
};

/** Prepares the reading of one file. */
export function createMappedCells(plan: ReadingPlan): MappedCells {
  const { mapping } = plan;
  const numbers = createNumberCells(plan);
  const { text, nameOf, refuse } = numbers;
  const readTime = timeReader(mapping.timeFormat, plan.timeZone);
  const clean = remembered(label);
  const readCountry = remembered(countryCode);
  const faultOfId = remembered((id) => idFault(id) ?? "");
  return {
    ...numbers,
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
      const fault = `${quoted(cell)} in ${nameOf("at")} is not a time: ${read.error}`;
      refuse(cell === "" ? `${nameOf("at")} is empty` : fault);
      return { at: 0 };
    },
    currency: (row) => {
      const code = text(row, "currency").toUpperCase() || (plan.currency ?? "");
      if (currencyExponent(code) !== undefined) return code;
      const fault = `${quoted(code)} in ${nameOf("currency")} is not a currency the books know`;
      refuse(code === "" ? `${nameOf("currency")} is empty` : fault);
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
  };
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
