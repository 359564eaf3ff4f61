import type { RowReader, RowReading } from "../../spec/file-profile.ts";
import type { CsvItem } from "../csv/csv-item.ts";
import type { HeaderCandidate } from "../csv/find-header.ts";
import type { OpenedCsv } from "../csv/open-csv.ts";
import { columnsOf, rowOf } from "../csv/row-view.ts";

/** What became of one record of a file. Lines are physical lines, counted from 1. */
export type RowOutcome = {
  readonly line: number;
  readonly lineTo: number;
  readonly reading: RowReading;
};

/**
 * Reads every record behind `header` with the reader that a profile opened, in file order and in handfuls as the file
 * arrives, as an import does. Records that are no good as CSV come out as refused readings. When all is through, call the reader's
 * `finish` and ask `csv.brokenOff()` whether the file was read to its end.
 */
export async function* readRows(
  csv: OpenedCsv,
  header: HeaderCandidate,
  reader: RowReader,
): AsyncGenerator<readonly RowOutcome[], void, undefined> {
  const columns = columnsOf(header.cells);
  const outcome = (item: CsvItem): RowOutcome => {
    if (item.kind === "not-data") return { line: item.line, lineTo: item.line, reading: item };
    const { line, lineTo } = item;
    if (item.kind === "refused") return { line, lineTo, reading: item };
    return { line, lineTo, reading: reader.read(rowOf(columns, item.cells)) };
  };
  for await (const items of csv.read(header)) yield items.map(outcome);
}
