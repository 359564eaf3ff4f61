import type { Measures } from "../../domain/measures/measures.ts";

/** What an import did. `rows.read = rows.booked + rows.known + rows.refused`, always. */
export type ImportSummary = {
  readonly fileName: string;
  readonly profile: string;
  readonly source: string;
  /** done; stopped = the file ended before its end, what came before is kept. */
  readonly state: "done" | "stopped";
  /** True when exactly this file had been imported before: nothing was read again. */
  readonly seenBefore: boolean;
  /** True when an earlier, interrupted run of the same file was continued. */
  readonly resumed: boolean;
  readonly rows: { readonly read: number; readonly booked: number; readonly known: number; readonly refused: number };
  /** Lines that are no rows: totals, blank lines, repeated headers, rows without money of their own. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  /** Objects first seen in this run, by kind, and old ones that it corrected. */
  readonly objects: { readonly added: Readonly<Partial<Record<string, number>>>; readonly corrected: number };
  /** Objects that are kept but cannot be booked yet. */
  readonly incomplete: number;
  /** What this run added to the books, per currency. */
  readonly figures: Readonly<Record<string, Measures>>;
  readonly occurredFrom: number | undefined;
  readonly occurredTo: number | undefined;
  /** The first refused rows of this run; all of them are kept in the database. */
  readonly refusals: readonly { readonly line: number; readonly reason: string }[];
  readonly notes: readonly string[];
  /** Why the file could not be read to its end. */
  readonly brokenOff?: string;
};

export type LeftOut = "totals" | "blank" | "header" | "preamble" | "no-money";

/** Refused rows shown in a summary. */
export const refusalsShownMax = 20;
