import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import type { ReadingContext, RowReader } from "../../spec/file-profile.ts";
import { createMappedReader } from "./mapped-reader.ts";
import { columnIndex, type MappedColumn, type Mapping, mappedColumns } from "./mapping.ts";

/** Starts reading a file as the mapping says; the error is one sentence. */
export function openMapped(mapping: Mapping, context: ReadingContext): Result<RowReader, string> {
  const { header } = context;
  const named = [
    ...Object.values(mapping.columns),
    ...mapping.kinds.flatMap(({ column }) => (column === undefined ? [] : [column])),
  ];
  const missing = named.find((name) => columnIndex(header, name) < 0);
  if (missing !== undefined) return err(`This file has no column "${missing}", which the mapping names.`);
  const currency = context.currency ?? mapping.currency;
  if (currency === undefined && mapping.columns.currency === undefined) {
    return err("This file does not say its currency: give it with --currency, for example --currency GBP.");
  }
  if (currency !== undefined && currencyExponent(currency) === undefined) {
    return err(`"${currency}" is not a currency the books know; give an ISO 4217 code such as "USD".`);
  }
  const timeZone = mapping.timeZone ?? context.timeZone;
  if (!zoneNamed(timeZone))
    return err(`"${timeZone}" is not a time zone known here; give an IANA name such as "Europe/London".`);
  return ok(
    createMappedReader({
      mapping,
      at: places(mapping, header),
      kindAt: kindPlaces(mapping, header),
      currency,
      timeZone,
    }),
  );
}

function places(mapping: Mapping, header: readonly string[]): Record<MappedColumn, number> {
  const at = {} as Record<MappedColumn, number>;
  for (const column of mappedColumns) {
    const name = mapping.columns[column];
    at[column] = name === undefined ? -1 : columnIndex(header, name);
  }
  return at;
}

function kindPlaces(mapping: Mapping, header: readonly string[]): number[] {
  return mapping.kinds.map((rule) => columnIndex(header, rule.column ?? String(mapping.columns.id)));
}
