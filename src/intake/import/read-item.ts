import type { Sighting } from "../../domain/facts/sighting.ts";
import type { FileProfile, RowReader, RowReading } from "../../spec/file-profile.ts";
import type { CsvItem } from "../csv/csv-item.ts";
import { type Columns, columnsOf, rowOf } from "../csv/row-view.ts";
import { addRow, type Batch, type BatchRow } from "./batch.ts";
import { sightingFault } from "./check-sighting.ts";
import { leaveOut, type Tally } from "./tally.ts";

type About = { readonly profile: FileProfile; readonly header: readonly string[] };

/** Where the columns of a file lie, found once per file. */
const columnsByHeader = new WeakMap<readonly string[], Columns>();

/**
 * Reads one thing found in the file into the batch. Lines at or before the cursor were committed by an earlier run:
 * the profile still sees them (it may keep state between rows), but nothing of them is booked again.
 */
export function readItem(item: CsvItem, about: About, reader: RowReader, batch: Batch, tally: Tally): void {
  const old = item.line <= tally.file.lineCursor;
  if (item.kind === "record") {
    const reading = reader.read(rowOf(columnsFor(about.header), item.cells));
    if (!old) takeReading(reading, item, about, batch, tally);
  } else if (!old) {
    if (item.kind === "refused") batch.refusals.push({ line: item.line, reason: item.reason, cells: [] });
    else leaveOut(tally, item.what);
  }
  if (!old) batch.lineTo = Math.max(batch.lineTo, "lineTo" in item ? item.lineTo : item.line);
}

/** What only the whole file tells (a payout that is the sum of its lines). */
export function readRest(about: About, reader: RowReader, batch: Batch, tally: Tally): void {
  const sightings = reader.finish?.() ?? [];
  if (sightings.length === 0) return;
  const fault = sightings.map(sightingFault).find((clause) => clause !== undefined);
  if (fault) tally.notes.push(`The file as a whole could not be booked: ${fault}.`);
  else addWhole(about, batch, sightings);
}

/** The whole file's word is not a row: it is stored with the line behind the last one and counts for none. */
function addWhole(about: About, batch: Batch, sightings: readonly Sighting[]): void {
  const row: BatchRow = { line: batch.lineTo + 1, lineTo: batch.lineTo + 1, cells: ["whole file"], booked: false };
  addRow(batch, about.profile.source, row, sightings);
  batch.rows.pop();
}

function columnsFor(header: readonly string[]): Columns {
  const known = columnsByHeader.get(header);
  if (known) return known;
  const columns = columnsOf(header);
  columnsByHeader.set(header, columns);
  return columns;
}

function takeReading(
  reading: RowReading,
  item: CsvItem & { kind: "record" },
  about: About,
  batch: Batch,
  tally: Tally,
): void {
  const { line, lineTo, cells } = item;
  if (reading.kind === "not-data") leaveOut(tally, reading.what);
  else if (reading.kind === "refused") batch.refusals.push({ line, reason: reading.reason, cells });
  else if (reading.sightings.length === 0) leaveOut(tally, "no-money");
  else {
    const fault = reading.sightings.map(sightingFault).find((clause) => clause !== undefined);
    if (fault) batch.refusals.push({ line, reason: fault, cells });
    else addRow(batch, about.profile.source, { line, lineTo, cells, booked: false }, reading.sightings);
  }
}
