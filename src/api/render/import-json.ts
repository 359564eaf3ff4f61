import type { z } from "zod";
import { isoTime } from "../../domain/time/iso-time.ts";
import { figuresOf } from "../../insight/report/figures.ts";
import type { ImportOutcome } from "../../operations/import-file.ts";
import type { Booking } from "../../operations/import-upload.ts";
import type { FileImport } from "../../store/file-import.ts";
import type { booking, fileImport, importResult } from "../contract/imports.ts";
import { inPages } from "../page-hints.ts";

const moment = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));

/** What an import did or would do, in JSON. */
export function importJson({ summary, layout, understood, dryRun }: ImportOutcome): z.input<typeof importResult> {
  const { fileName, profile, source, state, seenBefore, resumed, rows, objects } = summary;
  const counts = (of: Readonly<Partial<Record<string, number>>>): Record<string, number> =>
    Object.fromEntries(Object.entries(of).flatMap(([name, n]) => (n === undefined ? [] : [[name, n]])));
  return {
    fileName,
    layout,
    profile,
    source,
    state,
    dryRun,
    seenBefore,
    resumed,
    rows,
    leftOut: counts(summary.leftOut),
    added: counts(objects.added),
    corrected: objects.corrected,
    incomplete: summary.incomplete,
    figures: [...figuresOf(new Map(Object.entries(summary.figures)))],
    from: moment(summary.occurredFrom),
    to: moment(summary.occurredTo),
    refusals: [...summary.refusals],
    understood: [...understood],
    notes: [...summary.notes],
    brokenOff: summary.brokenOff ?? null,
  };
}

/** How far a booking is, in JSON. */
export function bookingJson(now: Booking): z.input<typeof booking> {
  if (now.state === "booked") return { state: now.state, result: importJson(now.outcome) };
  if (now.state !== "failed") return now;
  const { code, sentence, kept = "", fix = "" } = now.problem;
  return {
    state: now.state,
    problem: { code, title: inPages(sentence), detail: inPages([kept, fix].filter((s) => s !== "").join(" ")) },
  };
}

/** One file that was imported, in JSON. */
export function fileImportJson(one: FileImport): z.input<typeof fileImport> {
  const { id, fileName, source, state, counts } = one;
  return {
    id: id.toString(),
    fileName,
    source,
    state,
    rows: counts,
    from: moment(one.occurredMin),
    to: moment(one.occurredMax),
    startedAt: isoTime(one.startedAt),
    finishedAt: moment(one.finishedAt),
  };
}
