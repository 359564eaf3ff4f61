import { err, ok, type Result } from "../../base/result.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { type TimeFormat, timeFormats } from "../../domain/time/parse-time.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import { type KindRule, type MappedColumn, type Mapping, mappedColumns, wholeSaleColumns } from "./mapping.ts";

const keys = ["source", "title", "columns", "rows", "timeFormat", "timeZone", "decimal", "currency", "kinds"];
const ruleKeys = ["prefix", "nature", "column"];
const natures = ["sale", "refund", "adjustment"] as const;
const rowKinds = ["documents", "lines"] as const;
const decimals = [".", ","] as const;
const textMax = 200;

type Fields = Readonly<Record<string, unknown>>;

/** Carries one sentence out of the checks below; never leaves this file. */
class Fault extends Error {}

/**
 * Reads a mapping file (JSON). Strict: what it does not know it refuses. The error is one sentence that names the
 * place. Left out, `rows` follows from the columns, `timeFormat` is "ymd", `decimal` is ".", `kinds` is empty.
 */
export function parseMapping(json: string): Result<Mapping, string> {
  try {
    return ok(mappingFrom(parsed(json)));
  } catch (cause) {
    if (cause instanceof Fault) return err(`The mapping cannot be used: ${cause.message}.`);
    throw cause;
  }
}

function parsed(json: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    throw new Fault("it is not valid JSON");
  }
  return fieldsOf(value, "it");
}

function mappingFrom(fields: Fields): Mapping {
  onlyKnown(fields, keys, "a mapping");
  const columns = columnsFrom(fields["columns"]);
  const priced = columns.unitPrice !== undefined && columns.amount === undefined;
  const rows = oneOf(fields["rows"], rowKinds, "rows") ?? (priced && columns.id !== undefined ? "lines" : "documents");
  if (rows === "lines") checkLines(columns);
  const title = text(fields["title"], "title");
  const timeZone = text(fields["timeZone"], "timeZone");
  const currency = text(fields["currency"], "currency");
  if (timeZone !== undefined && !zoneNamed(timeZone))
    throw new Fault(`timeZone "${timeZone}" is not a time zone known here`);
  if (currency !== undefined && currencyExponent(currency) === undefined) {
    throw new Fault(`currency "${currency}" is not a currency the books know`);
  }
  return {
    source: sourceFrom(fields["source"]),
    columns,
    rows,
    timeFormat: oneOf<TimeFormat>(fields["timeFormat"], timeFormats, "timeFormat") ?? "ymd",
    decimal: oneOf(fields["decimal"], decimals, "decimal") ?? ".",
    kinds: kindsFrom(fields["kinds"], columns.id !== undefined),
    ...(title === undefined ? {} : { title }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(currency === undefined ? {} : { currency }),
  };
}

function sourceFrom(value: unknown): string {
  const source = text(value, "source");
  if (source === undefined)
    throw new Fault('source is missing: a short name of whose books these are, such as "my-shop"');
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(source)) {
    throw new Fault("source must be a lower-case word of at most 40 letters, digits and hyphens");
  }
  return source;
}

function columnsFrom(value: unknown): Mapping["columns"] {
  if (value === undefined) throw new Fault("columns is missing: it says which header means what");
  const fields = fieldsOf(value, "columns");
  onlyKnown(fields, mappedColumns, "columns");
  const columns: Partial<Record<MappedColumn, string>> = {};
  for (const column of mappedColumns) {
    const name = text(fields[column], `columns.${column}`);
    if (name !== undefined) columns[column] = name;
  }
  if (columns.at === undefined) throw new Fault("columns.at is missing: when was it sold");
  if (columns.amount === undefined && columns.unitPrice === undefined) {
    throw new Fault("columns.amount or columns.unitPrice is missing: how much was it");
  }
  return columns;
}

function checkLines(columns: Mapping["columns"]): void {
  if (columns.id === undefined)
    throw new Fault('rows is "lines" but columns.id is missing: which rows belong together');
  const whole = wholeSaleColumns.find((column) => columns[column] !== undefined);
  if (whole) throw new Fault(`rows is "lines", so columns.${whole} cannot be told for the sale as a whole`);
}

function kindsFrom(value: unknown, hasId: boolean): KindRule[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Fault("kinds must be a list of rules");
  return value.map((entry: unknown, i) => {
    const place = `kinds[${i}]`;
    const fields = fieldsOf(entry, place);
    onlyKnown(fields, ruleKeys, place);
    const prefix = text(fields["prefix"], `${place}.prefix`);
    const nature = oneOf(fields["nature"], natures, `${place}.nature`);
    const column = text(fields["column"], `${place}.column`);
    if (prefix === undefined) throw new Fault(`${place}.prefix is missing`);
    if (nature === undefined) throw new Fault(`${place}.nature is missing: one of ${natures.join(", ")}`);
    if (column === undefined && !hasId) throw new Fault(`${place} needs a column, because columns.id is missing`);
    return column === undefined ? { prefix, nature } : { prefix, nature, column };
  });
}

function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Fault(`${place} must be an object`);
  return value as Fields;
}

function onlyKnown(fields: Fields, known: readonly string[], place: string): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new Fault(`"${unknown.slice(0, 40)}" is not a part of ${place}; known are ${known.join(", ")}`);
}

function text(value: unknown, place: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw new Fault(`${place} must be text`);
  const trimmed = value.trim();
  if (trimmed === "") throw new Fault(`${place} is empty`);
  if (trimmed.length > textMax) throw new Fault(`${place} is longer than ${textMax} characters`);
  return trimmed;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], place: string): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Fault(`${place} must be one of ${allowed.map((one) => `"${one}"`).join(", ")}`);
  return found;
}
