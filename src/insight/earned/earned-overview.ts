import type { Period } from "../report/report.ts";
import type { SaleLine } from "../sales/sale-line.ts";
import type { Amount } from "../shown/amount.ts";
import type { Level } from "../shown/level.ts";

/** A total with how complete it is. */
export type EarnedFigure = Amount & { readonly period: Period; readonly level: Level };

/**
 * One day of a series. `whole`: it is over and every source was read to its end. `partial`: it is not over yet.
 * `at-least`: it is over, and something of it may be missing.
 */
export type EarnedDay = {
  readonly day: string;
  readonly amount: string;
  readonly sales: number;
  readonly state: "whole" | "partial" | "at-least";
};

/** One step of the way from sales to what is the seller's. Taken amounts are negative; their sum is `earned`. */
export type RaceStep = {
  readonly step:
    | "sales"
    | "refunds"
    | "fees"
    | "taxes"
    | "disputes"
    | "adjustments"
    | "earned"
    | "on-its-way"
    | "in-your-bank";
  readonly amount: string;
  /** Sales or refunds counted, where the step has a number. */
  readonly count?: number;
};

/** What one platform or product earned, the most first. */
export type EarnedPart = {
  /** The platform, or platform and product: "gumroad/p1". */
  readonly key: string;
  readonly name: string;
  readonly source: string;
  readonly amount: string;
  readonly sales: number;
  /** Of the platform; an item of a product carries that of its platform. */
  readonly state: "complete" | "at-least";
  /** Why it is "at least": a sentence. */
  readonly why?: string;
};

/** Everything Today shows of money. Amounts without a currency of their own are in `currency`. */
export type EarnedOverview = {
  readonly book: { readonly slug: string; readonly name: string };
  readonly timeZone: string;
  readonly currency: string;
  /** The moment that all of it is about, ISO UTC. */
  readonly asOf: string;
  /** Whether that is a moment of the past and not now. */
  readonly past: boolean;
  readonly today: string;
  /** "2026-11" */
  readonly month: string;
  readonly earned: {
    readonly month: EarnedFigure;
    readonly today: EarnedFigure;
    readonly yesterday: EarnedFigure;
    /** The month before up to the same day and time of day. */
    readonly previousByNow: EarnedFigure;
  };
  /** Earned this month in other currencies; nothing is converted. */
  readonly otherCurrencies: readonly Amount[];
  /** The days of the month so far, today included. */
  readonly monthDays: readonly EarnedDay[];
  /** The last days, today included. */
  readonly lastDays: readonly EarnedDay[];
  readonly race: readonly RaceStep[];
  readonly byPlatform: readonly EarnedPart[];
  readonly byProduct: readonly EarnedPart[];
  /** Today's sales, newest first, at most 50; `todayCount` is how many there are. */
  readonly todaySales: readonly SaleLine[];
  readonly todayCount: number;
};
