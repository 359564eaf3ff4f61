import { limits } from "../../base/limits.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { withinBounds } from "../../domain/money/money.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import type { ReadingContext, Row, RowReader, RowReading } from "../file-profile.ts";
import type { Cells } from "./cells.ts";
import { firstMissing, type Layout } from "./layout.ts";

/**
 * Starts reading after the checks that every layout needs: its columns are there, the time zone is known, and a
 * currency given by the person is one the books can hold. The error is one sentence.
 */
export function openFile(
  context: ReadingContext,
  title: string,
  layout: Layout,
  start: (context: ReadingContext) => RowReader,
): Result<RowReader, string> {
  const missing = firstMissing(context.header, layout);
  if (missing !== undefined) return err(`This file has no column "${missing}", so it cannot be read as "${title}".`);
  if (!zoneNamed(context.timeZone))
    return err(`"${context.timeZone}" is not a time zone known here; give an IANA name such as "Europe/London".`);
  if (context.currency !== undefined && currencyExponent(context.currency) === undefined) {
    return err(`"${context.currency}" is not a currency the books know; give an ISO 4217 code such as "USD".`);
  }
  const reader = start(context);
  return ok({ ...reader, read: (row) => notData(row, context.header) ?? reader.read(row) });
}

/** Blank rows and repeated headers are in no layout data. */
function notData(row: Row, header: readonly string[]): RowReading | undefined {
  const [first = ""] = row.cells;
  if (first === "" && row.cells.every((cell) => cell.trim() === "")) return { kind: "not-data", what: "blank" };
  if (first !== "" && first === header[0] && row.cells.every((cell, i) => cell === header[i])) {
    return { kind: "not-data", what: "header" };
  }
  return undefined;
}

/** A row that cannot be understood. */
export function refused(reason: string): RowReading {
  return { kind: "refused", reason };
}

/** What the row says, unless one of its cells was refused while it was read. */
export function reading(cells: Cells, sightings: readonly Sighting[]): RowReading {
  const reason = cells.refusal() ?? faultOf(sightings);
  return reason === undefined ? { kind: "sightings", sightings } : refused(reason);
}

function faultOf(sightings: readonly Sighting[]): string | undefined {
  if (!sightings.every(fits)) return "its amounts add up to more than the books can hold";
  const long = sightings.some((sighting) => sighting.id.length > limits.objectIdLengthMax);
  return long ? `its id, with what is added to it, has more than ${limits.objectIdLengthMax} characters` : undefined;
}

/** Whether every amount is one the books can hold: sums and differences of cells may not be, though each cell is. */
function fits(sighting: Sighting): boolean {
  return Object.values(sighting).every((value) => typeof value !== "bigint" || withinBounds(value).ok);
}
