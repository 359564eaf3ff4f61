import type { Millis } from "../../base/clock.ts";
import { dayIn, nextDay, startOfDay } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { FileImport } from "../../store/file-import.ts";
import { covers, type FileSpan, join, type SpanOf, spansIn } from "./file-span.ts";
import type { Period, Report, SourceCompleteness } from "./report.ts";

const dayMs = 86_400_000;

/** For which days completeness is asked, in which zone, and when. */
export type Asked = { readonly period: Period; readonly timeZone: string; readonly now: Millis };

/**
 * Says how complete figures from files are. A source is complete for a period when its files of one layout, together,
 * reach from the period's first day to its end without leaving out a whole day, and every row of them was understood;
 * a day counts as read to its end only by a file that was written after it. Of a time that is not over yet, files must
 * reach to within a day of now. Anything less is "at least".
 */
export function completenessOf(
  imports: readonly FileImport[],
  incompleteSales: number,
  asked: Asked,
): Report["completeness"] {
  const spanOf = spansIn(dayIn(asked.timeZone));
  const sources = [...Map.groupBy(imports, (one) => one.source)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, files]) => sourceOf(source, files, spanOf, asked));
  const partial = incompleteSales > 0 || sources.some((source) => source.state === "at-least");
  return { state: sources.length === 0 ? "nothing-read" : partial ? "at-least" : "complete", sources, incompleteSales };
}

function sourceOf(source: string, files: readonly FileImport[], spanOf: SpanOf, asked: Asked): SourceCompleteness {
  const spans = files.flatMap((file) => spanOf(file) ?? []);
  const troubled = standingTrouble(files, spanOf);
  const why = reason(files, troubled, spanOf, asked);
  const known = spans.length > 0;
  return {
    source,
    state: why ? "at-least" : "complete",
    readFrom: known ? isoTime(Math.min(...spans.map((span) => span.from))) : "",
    readTo: known ? isoTime(Math.max(...spans.map((span) => span.to))) : "",
    refusedRows: troubled.reduce((sum, file) => sum + file.counts.refused, 0),
    ...(why ? { why } : {}),
  };
}

function isClean(file: FileImport): boolean {
  return file.state === "done" && file.counts.refused === 0;
}

/**
 * Files that were not read to their end or not understood in full, unless the same file was read better another time
 * or newer ones of its layout cover it.
 */
function standingTrouble(files: readonly FileImport[], spanOf: SpanOf): readonly FileImport[] {
  const clean = files.filter(isClean);
  return files.filter((file) => {
    if (isClean(file) || clean.some((other) => other.fileHash === file.fileHash)) return false;
    const newer = clean.filter((other) => other.profile === file.profile && other.asOf >= file.asOf);
    const span = spanOf(file);
    return span ? !covers(spansOf(newer, spanOf), span) : newer.length === 0;
  });
}

function spansOf(files: readonly FileImport[], spanOf: SpanOf): readonly FileSpan[] {
  return files.flatMap((file) => spanOf(file) ?? []).sort((a, b) => a.from - b.from);
}

function reason(
  files: readonly FileImport[],
  troubled: readonly FileImport[],
  spanOf: SpanOf,
  asked: Asked,
): string | undefined {
  if (startOfDay(asked.period.from, asked.timeZone) >= asked.now) return "this time has not begun yet";
  const open = troubled.find((file) => file.state !== "done");
  if (open?.state === "running") return `${open.fileName} is not read to its end yet`;
  if (open) return `${open.fileName} broke off before its end`;
  const refused = troubled.reduce((sum, file) => sum + file.counts.refused, 0);
  if (refused > 0) return `${refused} ${refused === 1 ? "row was" : "rows were"} not understood`;
  const layouts = [...Map.groupBy(files.filter(isClean), (file) => file.profile).values()]
    .map((same) => spansOf(same, spanOf))
    .filter((spans) => spans.length > 0)
    .map((spans) => missing(spans, asked));
  return layouts.length === 0
    ? "no file of it holds a dated row"
    : layouts.includes(undefined)
      ? undefined
      : layouts.at(-1);
}

/** What files of one layout leave out of the period, as a clause; undefined when nothing. */
function missing(spans: readonly FileSpan[], { period, timeZone, now }: Asked): string | undefined {
  const joined = join(spans, period.from, period.to);
  if (joined.firstDay > period.from) return `its files begin at ${isoTime(joined.from)}`;
  if (joined.hole) return `no file of it covers ${isoTime(joined.to)} and after`;
  const over = now >= startOfDay(nextDay(period.to), timeZone);
  const reached = over ? joined.wholeTo >= period.to : joined.to + dayMs >= now;
  return reached ? undefined : `its files end at ${isoTime(joined.to)}`;
}
