import type { Period } from "../report/report.ts";
import type { Amount } from "../shown/amount.ts";
import type { Level } from "../shown/level.ts";

export type Span = "day" | "week" | "month";

/** One day, week (Monday to Sunday) or month. Amounts in the book's home currency. */
export type TrendPoint = {
  readonly from: string;
  readonly to: string;
  readonly sales: number;
  readonly refunds: number;
  readonly gross: string;
  readonly refunded: string;
  readonly fees: string;
  readonly net: string;
  readonly state: "whole" | "partial" | "at-least";
};

/** A measure that may not be known. `rate` is exact decimal text in percent. */
export type Rate =
  | { readonly state: "known"; readonly part: number; readonly of: number; readonly percent: string }
  | { readonly state: "unavailable"; readonly why: string };

export type SourcePerformance = {
  readonly source: string;
  readonly sales: number;
  readonly gross: Amount;
  readonly net: Amount;
  readonly refundRate: Rate;
  /** What the platform took of what buyers paid. */
  readonly feeShare: Rate;
};

export type StrategyPerformance = {
  readonly strategy: string;
  readonly state: string;
  readonly runs: number;
  readonly successRate: Rate;
  readonly proposed: number;
  /** What became of its proposals, by state. */
  readonly proposals: Readonly<Record<string, number>>;
  readonly denied: number;
  readonly lastRunAt: string | null;
};

export type Analytics = {
  readonly asOf: string;
  readonly period: Period;
  readonly by: Span;
  readonly currency: string;
  readonly points: readonly TrendPoint[];
  readonly refundRate: Rate;
  readonly failedPayments: Rate;
  readonly conversion: Rate;
  readonly transfers: Rate;
  readonly sources: readonly SourcePerformance[];
  readonly strategies: readonly StrategyPerformance[];
  readonly level: Level;
};
