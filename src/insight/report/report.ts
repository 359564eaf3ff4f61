import type { Measures } from "../../domain/measures/measures.ts";

export type Grouping = "day" | "month" | "source" | "product" | "country" | "currency";

/** Days of the book's time zone, both included. */
export type Period = { readonly from: string; readonly to: string };

/** Amounts as decimal text in the currency's own decimals, e.g. "-1234.50"; `residue` is exact text, "0" when none. */
export type Figures = {
  readonly currency: string;
  readonly sales: number;
  readonly refunds: number;
  readonly gross: string;
  readonly refunded: string;
  readonly fees: string;
  readonly taxes: string;
  readonly chargebacks: string;
  readonly adjustments: string;
  readonly net: string;
  /** What rounding documents to whole minor units left over: exact sum − booked sum. */
  readonly residue: string;
};

export type ReportLine = { readonly key: string; readonly name: string; readonly figures: readonly Figures[] };

/**
 * How far a source was read for the period. `complete`: read to the period's end and every row understood.
 * `at-least`: something is missing, `why` says what.
 */
export type SourceCompleteness = {
  readonly source: string;
  readonly state: "complete" | "at-least";
  /** The moments between which the source was read, ISO UTC; from 1970 on where it was read from its very beginning. */
  readonly readFrom: string;
  readonly readTo: string;
  readonly refusedRows: number;
  readonly why?: string;
};

export type Report = {
  readonly book: string;
  readonly timeZone: string;
  readonly period: Period;
  readonly grouping: Grouping;
  /** ISO UTC. */
  readonly madeAt: string;
  readonly totals: readonly Figures[];
  readonly lines: readonly ReportLine[];
  readonly completeness: {
    readonly state: "complete" | "at-least" | "nothing-read";
    readonly sources: readonly SourceCompleteness[];
    /** Sales that are known but cannot be booked yet. */
    readonly incompleteSales: number;
    /** Sales refunded in part by an amount that nobody has told yet; absent when there are none. */
    readonly waitingRefunds?: number;
  };
};

/** Measures of one currency, before they are written as text. */
export type Sums = ReadonlyMap<string, Measures>;
