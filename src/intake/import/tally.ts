import type { Millis } from "../../base/clock.ts";
import type { Sighting } from "../../domain/facts/sighting.ts";
import { addMeasures, type Measures, noMeasures } from "../../domain/measures/measures.ts";
import type { FileImport } from "../../store/file-import.ts";
import type { Batch } from "./batch.ts";
import { momentsOf } from "./check-sighting.ts";
import type { Committed } from "./commit-batch.ts";
import { type ImportSummary, type LeftOut, refusalsShownMax } from "./summary.ts";

/** What an import has done so far; bounded, whatever the size of the file. */
export type Tally = {
  file: FileImport;
  readonly resumed: boolean;
  readonly leftOut: Partial<Record<LeftOut, number>>;
  readonly notes: string[];
  added: Record<string, number>;
  corrected: number;
  incomplete: number;
  figures: Record<string, Measures>;
  refusals: { line: number; reason: string }[];
};

export function startTally(file: FileImport, resumed: boolean): Tally {
  return { file, resumed, leftOut: {}, notes: [], added: {}, corrected: 0, incomplete: 0, figures: {}, refusals: [] };
}

/** Counts a line that is no row. */
export function leaveOut(tally: Tally, what: LeftOut): void {
  tally.leftOut[what] = (tally.leftOut[what] ?? 0) + 1;
}

type Moved = Pick<Tally, "file" | "added" | "corrected" | "incomplete" | "figures" | "refusals">;

/** The tally as it stands once this commit is in; the old one is left as it is until then. */
export function tallyCommit(
  tally: Tally,
  batch: Batch,
  committed: Committed,
  state: FileImport["state"],
  now: number,
): Moved {
  const { counts } = tally.file;
  const added = { ...tally.added };
  const figures = { ...tally.figures };
  let { corrected, incomplete } = tally;
  for (const object of committed.absorbed) {
    if (object.isNew) added[object.kind] = (added[object.kind] ?? 0) + 1;
    else if ((object.changed || object.newLines > 0) && object.firstSeenAt < tally.file.startedAt) corrected += 1;
    if (object.incomplete) incomplete += 1;
    for (const [currency, measures] of object.figures)
      figures[currency] = addMeasures(figures[currency] ?? noMeasures, measures);
  }
  const times = [...batch.objects.values()].flatMap(({ seen }) =>
    seen.flatMap(({ sighting }) => momentsTold(sighting)),
  );
  return {
    file: {
      ...tally.file,
      state,
      lineCursor: batch.lineTo,
      counts: {
        read: counts.read + committed.booked + committed.known + committed.refused,
        booked: counts.booked + committed.booked,
        known: counts.known + committed.known,
        refused: counts.refused + committed.refused,
      },
      occurredMin: least(tally.file.occurredMin, times, Math.min),
      occurredMax: least(tally.file.occurredMax, times, Math.max),
      finishedAt: state === "running" ? undefined : now,
    },
    added,
    corrected,
    incomplete,
    figures,
    refusals: [...tally.refusals, ...batch.refusals]
      .slice(0, refusalsShownMax)
      .map(({ line, reason }) => ({ line, reason })),
  };
}

/**
 * The moments a row is about. A refund in this month's file says nothing of the month of its sale, so the object's own
 * date, which may come from another file, does not count.
 */
function momentsTold(sighting: Sighting): readonly Millis[] {
  const own = sighting.at ?? sighting.dayAt;
  return own === undefined ? momentsOf(sighting) : [own];
}

function least(
  known: number | undefined,
  times: readonly number[],
  pick: (a: number, b: number) => number,
): number | undefined {
  return times.reduce<number | undefined>((best, time) => (best === undefined ? time : pick(best, time)), known);
}

type About = {
  readonly fileName: string;
  readonly profile: { readonly id: string; readonly source: string };
  readonly notes: () => readonly string[];
  readonly brokenOff: () => { readonly sentence: string } | undefined;
};

/** What the person is told at the end. */
export function summarise(about: About, tally: Tally): ImportSummary {
  const broken = about.brokenOff();
  return {
    fileName: about.fileName,
    profile: about.profile.id,
    source: about.profile.source,
    state: broken ? "stopped" : "done",
    seenBefore: false,
    resumed: tally.resumed,
    rows: tally.file.counts,
    leftOut: tally.leftOut,
    objects: { added: tally.added, corrected: tally.corrected },
    incomplete: tally.incomplete,
    figures: tally.figures,
    occurredFrom: tally.file.occurredMin,
    occurredTo: tally.file.occurredMax,
    refusals: tally.refusals,
    notes: [...about.notes(), ...tally.notes],
    ...(broken ? { brokenOff: broken.sentence } : {}),
  };
}

/** The summary of a file that was imported before: every row of it that could be understood is already known. */
export function repeatedSummary(about: About, earlier: FileImport): ImportSummary {
  const { read, refused } = earlier.counts;
  return {
    ...summarise(about, startTally(earlier, false)),
    state: "done",
    seenBefore: true,
    rows: { read, booked: 0, known: read - refused, refused },
  };
}
