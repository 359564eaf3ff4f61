import type { Millis } from "../../base/clock.ts";
import { dayIn, nextDay, startOfDay } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { FileImport } from "../../store/file-import.ts";
import { covers, type FileSpan, join, type SpanOf, spansIn } from "./file-span.ts";
import { type LiveSource, liveSpan } from "./live-source.ts";
import type { Period, Report, SourceCompleteness } from "./report.ts";

const dayMs = 86_400_000;

/** For which days completeness is asked, in which zone, and when. */
export type Asked = { readonly period: Period; readonly timeZone: string; readonly now: Millis };

/** What else stands between figures and being complete. */
export type Beside = { readonly live?: readonly LiveSource[]; readonly waitingRefunds?: number };

/**
 * Says how complete figures are. A source that is read from files is complete for a period when its files of one
 * layout, together, reach from the period's first day to its end without leaving out a whole day, and every row of them
 * was understood; a day counts as read to its end only by a file that was written after it. Of a time that is not over
 * yet, files must reach to within a day of now. A source that is connected is complete for the time between which its
 * list of sales was read to the end, alone or together with files; every connection of it must be, and none of their
 * records may wait in quarantine. Anything less is "at least".
 */
export function completenessOf(
  imports: readonly FileImport[],
  incompleteSales: number,
  asked: Asked,
  { live = [], waitingRefunds = 0 }: Beside = {},
): Report["completeness"] {
  const dayOf = dayIn(asked.timeZone);
  const filesOf = Map.groupBy(imports, (one) => one.source);
  const liveOf = Map.groupBy(live, (one) => one.source);
  const sources = [...new Set([...filesOf.keys(), ...liveOf.keys()])]
    .sort()
    .map((source) => sourceOf(source, filesOf.get(source) ?? [], liveOf.get(source) ?? [], dayOf, asked));
  const partial = incompleteSales + waitingRefunds > 0 || sources.some((source) => source.state === "at-least");
  return {
    state: sources.length === 0 ? "nothing-read" : partial ? "at-least" : "complete",
    sources,
    incompleteSales,
    ...(waitingRefunds > 0 ? { waitingRefunds } : {}),
  };
}

function sourceOf(
  source: string,
  files: readonly FileImport[],
  live: readonly LiveSource[],
  dayOf: (at: Millis) => string,
  asked: Asked,
): SourceCompleteness {
  const spanOf = spansIn(dayOf);
  const reach = live.flatMap((one) => liveSpan(one, dayOf) ?? []);
  const spans = [...files.flatMap((file) => spanOf(file) ?? []), ...reach];
  const troubled = standingTrouble(files, spanOf).filter((file) => !isToldAnew(spanOf(file), reach));
  const why = reason(files, troubled, live, spanOf, asked);
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

/** What the platform itself tells makes up for a file that was not understood. */
function isToldAnew(span: FileSpan | undefined, reach: readonly FileSpan[]): boolean {
  return span !== undefined && reach.some((one) => covers([one], span));
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
  live: readonly LiveSource[],
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
    .filter((spans) => spans.length > 0);
  const kept = live.filter((one) => one.state !== "removed");
  // Of an account that was removed, what it told still stands; nothing more is expected of it where another is kept.
  const needed = kept.length > 0 ? kept : live.filter((one) => one.covered !== undefined);
  if (needed.length > 0)
    return needed.map((one) => liveReason(one, layouts, asked)).find((clause) => clause !== undefined);
  if (layouts.length === 0) return "no file of it holds a dated row";
  const gaps = layouts.map((spans) => gapIn(spans, asked, fileAgeMax));
  const last = gaps.at(-1);
  return last === undefined || gaps.includes(undefined) ? undefined : fileWords(last);
}

/** Why a connection leaves something open, as a clause; files that reach further are taken together with it. */
function liveReason(one: LiveSource, layouts: readonly (readonly FileSpan[])[], asked: Asked): string | undefined {
  if (one.state !== "removed" && one.quarantined > 0)
    return `${one.quarantined} of its records ${one.quarantined === 1 ? "is" : "are"} not understood`;
  const failing = one.failure?.replace(/\.$/, "");
  const span = liveSpan(one, dayIn(asked.timeZone));
  if (!span) return `it was not read to its end yet${failing ? `: ${failing}` : ""}`;
  const gaps = [[span], ...layouts.map((spans) => [...spans, span].sort((a, b) => a.from - b.from))].map((spans) =>
    gapIn(spans, asked, liveAgeMax),
  );
  const [gap] = gaps;
  if (gap && !gaps.includes(undefined))
    return liveWords(gap, failing ?? (one.state === "paused" ? "it is paused" : ""));
  const isOver = asked.now >= startOfDay(nextDay(asked.period.to), asked.timeZone);
  return failing && !isOver ? `it cannot be read now: ${failing}` : undefined;
}

/** How old the end of what was read may be, of a time that is not over: files come by hand, looks by themselves. */
const fileAgeMax = dayMs;
const liveAgeMax = 2 * 3_600_000;

/** What spans leave out of a period. */
type Gap = { readonly kind: "before" | "within" | "after"; readonly at: Millis };

/** What spans, in order of their beginnings, leave out of the period; undefined when nothing. */
function gapIn(spans: readonly FileSpan[], { period, timeZone, now }: Asked, ageMax: Millis): Gap | undefined {
  const joined = join(spans, period.from, period.to);
  if (joined.firstDay > period.from) return { kind: "before", at: joined.from };
  if (joined.hole) return { kind: "within", at: joined.to };
  const over = now >= startOfDay(nextDay(period.to), timeZone);
  const reached = over ? joined.wholeTo >= period.to : joined.to + ageMax >= now;
  return reached ? undefined : { kind: "after", at: joined.to };
}

function fileWords({ kind, at }: Gap): string {
  if (kind === "within") return `no file of it covers ${isoTime(at)} and after`;
  return `its files ${kind === "before" ? "begin" : "end"} at ${isoTime(at)}`;
}

function liveWords({ kind, at }: Gap, trouble: string): string {
  if (kind === "before") return `it was read from ${isoTime(at)} on`;
  return `it was read up to ${isoTime(at)}${trouble === "" ? "" : `: ${trouble}`}`;
}
