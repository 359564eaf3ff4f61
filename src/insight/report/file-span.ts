import type { Millis } from "../../base/clock.ts";
import { type Day, nextDay, previousDay } from "../../domain/time/day.ts";
import type { FileImport } from "../../store/file-import.ts";

/** Between which moments a file has rows, in days of the book. */
export type FileSpan = {
  readonly from: Millis;
  readonly to: Millis;
  readonly firstDay: Day;
  /** The last day that the file tells whole: the day of its last row, when it was written after that day was over. */
  readonly wholeTo: Day;
};

/** The span of a file, or undefined when it holds no dated row. */
export type SpanOf = (file: FileImport) => FileSpan | undefined;

/**
 * Makes a function that tells the spans of files. A row dated after its file was read proves nothing about the time
 * between; a file that claims to be older than its rows was written, at the latest, when it was read.
 */
export function spansIn(dayOf: (at: Millis) => Day): SpanOf {
  return ({ occurredMin, occurredMax, asOf, startedAt }) => {
    if (occurredMin === undefined || occurredMax === undefined) return undefined;
    const to = Math.max(occurredMin, Math.min(occurredMax, startedAt));
    const written = asOf >= to ? asOf : startedAt;
    const lastDay = dayOf(to);
    return {
      from: occurredMin,
      to,
      firstDay: dayOf(occurredMin),
      wholeTo: dayOf(written) > lastDay ? lastDay : previousDay(lastDay),
    };
  };
}

/** How far spans reach together. */
export type Joined = FileSpan & { readonly hole: boolean };

/**
 * Joins spans, in order of their beginnings, as far as they leave out no whole day between `from` and `till`, both
 * included; `hole` when they do. There is at least one span.
 */
export function join(spans: readonly FileSpan[], from: Day, till: Day): Joined {
  const [first, ...rest] = spans as readonly [FileSpan, ...FileSpan[]];
  let { to, wholeTo } = first;
  for (const span of rest) {
    const next = nextDay(wholeTo);
    const needed = next > from ? next : from;
    if (needed <= till && needed < span.firstDay) return { ...first, to, wholeTo, hole: true };
    to = Math.max(to, span.to);
    if (span.wholeTo > wholeTo) wholeTo = span.wholeTo;
  }
  return { ...first, to, wholeTo, hole: false };
}

/** Whether the spans, in order of their beginnings, reach over the whole of another one. */
export function covers(spans: readonly FileSpan[], other: FileSpan): boolean {
  if (spans.length === 0) return false;
  const joined = join(spans, other.firstDay, other.wholeTo);
  return joined.firstDay <= other.firstDay && joined.to >= other.to;
}
