import { err, ok, type Result } from "../../base/result.ts";
import { guessDecimal, guessTimeFormat } from "./guess-writing.ts";
import { namedColumns } from "./header-words.ts";
import { columnIndex, type MappedColumn, type Mapping, wholeSaleColumns } from "./mapping.ts";

type Columns = Partial<Record<MappedColumn, string>>;
type Sample = readonly (readonly string[])[];

/** The source of files that only a guess could read. */
export const guessedSource = "generic";

/** How surely a guess will do: 0 when the header lacks a date or an amount; never as sure as a known layout. */
export function guessCertainty(header: readonly string[]): number {
  const columns = namedColumns(header);
  if (columns.at === undefined || (columns.amount ?? columns.unitPrice) === undefined) return 0;
  return 0.1 + (columns.id === undefined ? 0 : 0.1) + Math.min(Object.keys(columns).length, 10) / 100;
}

/**
 * A mapping from the header's words and the first rows. What cannot be told is not guessed: the error is one sentence.
 * `zone` is only used to try dates.
 */
export function guessMapping(header: readonly string[], sample: Sample, zone: string): Result<Mapping, string> {
  const named = namedColumns(header);
  const at = named.at;
  if (at === undefined) return err("No column of this file bears a name that means a date.");
  if (named.amount === undefined && named.unitPrice === undefined) {
    return err("No column of this file bears a name that means an amount.");
  }
  const shape = guessShape(named, header, sample);
  if (!shape.ok) return shape;
  const { columns: shaped, rows } = shape.value;
  const times = valuesOf(header, sample, at);
  const columns = times.some((time) => time.includes(":")) ? without(shaped, ["time"]) : shaped;
  const timeFormat = guessTimeFormat(times, zone);
  if (!timeFormat.ok) return timeFormat;
  const amounts = (["amount", "unitPrice", "fee", "refunded"] as const).flatMap((column) =>
    valuesOf(header, sample, columns[column]),
  );
  const decimal = guessDecimal(amounts);
  if (!decimal.ok) return decimal;
  return ok({ source: guessedSource, columns, rows, timeFormat: timeFormat.value, decimal: decimal.value, kinds: [] });
}

function valuesOf(header: readonly string[], sample: Sample, name: string | undefined): string[] {
  if (name === undefined) return [];
  const index = columnIndex(header, name);
  return sample.map((row) => String(row[index] ?? "").trim()).filter((value) => value !== "");
}

type Shape = { readonly columns: Columns; readonly rows: Mapping["rows"] };

/** Whether rows are sales or lines of sales, and which columns count then. */
function guessShape(named: Columns, header: readonly string[], sample: Sample): Result<Shape, string> {
  const itemised = named.unitPrice !== undefined && named.quantity !== undefined;
  const groups = repeatedIds(named, header, sample);
  if (named.id === undefined || (groups.length === 0 && (!itemised || named.amount !== undefined))) {
    return ok({ columns: named, rows: "documents" });
  }
  const columns = without(named, wholeSaleColumns);
  if (itemised) return ok({ columns: without(columns, ["amount"]), rows: "lines" });
  const amount = columnIndex(header, String(named.amount ?? named.unitPrice));
  const alike = groups.every((rows) => rows.every((row) => row[amount] === rows[0]?.[amount]));
  if (alike)
    return err(
      `Several rows have the same ${named.id} and the same amount: it could be each row's or the whole sale's.`,
    );
  return ok({ columns, rows: "lines" });
}

function without(columns: Columns, dropped: readonly MappedColumn[]): Columns {
  const kept = { ...columns };
  for (const column of dropped) delete kept[column];
  return kept;
}

/** The sample's rows by id, where several rows that differ have the same. */
function repeatedIds(named: Columns, header: readonly string[], sample: Sample): Sample[] {
  if (named.id === undefined) return [];
  const index = columnIndex(header, named.id);
  const groups = Map.groupBy(sample, (row) => String(row[index] ?? "").trim());
  groups.delete("");
  return [...groups.values()].filter((rows) => new Set(rows.map((row) => row.join("\u001f"))).size > 1);
}
