import { isoTime } from "../../domain/time/iso-time.ts";
import type { FileImport } from "../../store/file-import.ts";
import type { Report, SourceCompleteness } from "./report.ts";

/**
 * Says how complete figures from files are: a source is complete for a period when its files reach from the period's
 * beginning (or the source's first sale) to its end, and every row was understood. Anything less is "at least".
 * @param from,to the period in UTC milliseconds, `to` excluded and never later than now
 */
export function completenessOf(
  imports: readonly FileImport[],
  incompleteSales: number,
  from: number,
  to: number,
): Report["completeness"] {
  const bySource = new Map<string, FileImport[]>();
  for (const one of imports) bySource.set(one.source, [...(bySource.get(one.source) ?? []), one]);
  const sources = [...bySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, files]) => sourceOf(source, files, from, to));
  const partial = incompleteSales > 0 || sources.some((source) => source.state === "at-least");
  return { state: sources.length === 0 ? "nothing-read" : partial ? "at-least" : "complete", sources, incompleteSales };
}

function sourceOf(source: string, files: readonly FileImport[], from: number, to: number): SourceCompleteness {
  const readFrom = Math.min(...files.map((file) => file.occurredMin ?? Number.POSITIVE_INFINITY));
  const readTo = Math.max(...files.map((file) => file.occurredMax ?? Number.NEGATIVE_INFINITY));
  const refusedRows = files.reduce((sum, file) => sum + file.counts.refused, 0);
  const why = reason(files, refusedRows, readFrom, readTo, from, to);
  const known = Number.isFinite(readFrom);
  return {
    source,
    state: why ? "at-least" : "complete",
    readFrom: known ? isoTime(readFrom) : "",
    readTo: known ? isoTime(readTo) : "",
    refusedRows,
    ...(why ? { why } : {}),
  };
}

const dayMs = 86_400_000;

function reason(
  files: readonly FileImport[],
  refused: number,
  readFrom: number,
  readTo: number,
  from: number,
  to: number,
): string | undefined {
  const open = files.find((file) => file.state !== "done");
  if (open?.state === "running") return `${open.fileName} is not read to its end yet`;
  if (open) return `${open.fileName} broke off before its end`;
  if (refused > 0) return `${refused} ${refused === 1 ? "row was" : "rows were"} not understood`;
  if (!Number.isFinite(readTo)) return "no file of it holds a dated row";
  if (readTo + dayMs < to) return `its files end at ${isoTime(readTo)}`;
  const gap = firstGap(files, Math.max(from, readFrom), Math.min(to, readTo));
  return gap === undefined ? undefined : `no file of it covers ${isoTime(gap)} and after`;
}

/** The end of what files cover without a hole of more than a day, when that is before `to`. */
function firstGap(files: readonly FileImport[], from: number, to: number): number | undefined {
  const spans = files
    .flatMap((file) =>
      file.occurredMin === undefined || file.occurredMax === undefined
        ? []
        : [[file.occurredMin, file.occurredMax] as const],
    )
    .sort(([a], [b]) => a - b);
  let covered = from;
  for (const [start, end] of spans) {
    if (start > covered + 31 * dayMs && covered < to) return covered;
    covered = Math.max(covered, end);
  }
  return undefined;
}
