import { addMeasures, type Measures, noMeasures } from "../../domain/measures/measures.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { Day } from "../../domain/time/day.ts";
import type { RollupRow } from "../../store/rollup.ts";
import { everyDay, sumOfDays } from "../earned/earned-days.ts";
import type { EarnedDay } from "../earned/earned-overview.ts";
import { amountOf } from "../shown/amount.ts";
import { dayAfter, lastDayOf, weekdayOf } from "../shown/moment.ts";
import type { SourcePerformance, Span, TrendPoint } from "./analytics.ts";
import { rateOf } from "./rate.ts";

const noSales = "Nothing was sold in this time.";

/** The days, weeks or months that a period touches, each cut to the period. */
export function trendPoints(
  days: ReadonlyMap<Day, Measures>,
  states: ReadonlyMap<Day, EarnedDay["state"]>,
  asked: { readonly from: Day; readonly to: Day; readonly by: Span; readonly currency: string },
): readonly TrendPoint[] {
  const points: TrendPoint[] = [];
  let from = asked.from;
  while (from <= asked.to) {
    const end = endOf(from, asked.by);
    const to = end < asked.to ? end : asked.to;
    const sum = sumOfDays(days, from, to);
    const text = (minor: bigint): string => formatMinor(minor, asked.currency);
    points.push({
      from,
      to,
      sales: Number(sum.sales),
      refunds: Number(sum.refunds),
      gross: text(sum.gross),
      refunded: text(sum.refunded),
      fees: text(sum.fees),
      net: text(sum.net),
      state: worst(everyDay(from, to).map((day) => states.get(day) ?? "at-least")),
    });
    from = dayAfter(to, 1);
  }
  return points;
}

function endOf(day: Day, by: Span): Day {
  if (by === "day") return day;
  return by === "week" ? dayAfter(day, 6 - weekdayOf(day)) : lastDayOf(day.slice(0, 7));
}

function worst(states: readonly EarnedDay["state"][]): EarnedDay["state"] {
  if (states.includes("at-least")) return "at-least";
  return states.includes("partial") ? "partial" : "whole";
}

/** What each platform brought, the most first. */
export function sourcePerformance(rows: readonly RollupRow[], currency: string): readonly SourcePerformance[] {
  const groups = Map.groupBy(
    rows.filter((row) => row.currency === currency),
    (row) => row.source,
  );
  return [...groups]
    .map(([source, group]) => ({
      source,
      sum: group.reduce((all, row) => addMeasures(all, row.measures), noMeasures),
    }))
    .sort((a, b) => (a.sum.net === b.sum.net ? (a.source < b.source ? -1 : 1) : a.sum.net > b.sum.net ? -1 : 1))
    .map(({ source, sum }) => ({
      source,
      sales: Number(sum.sales),
      gross: amountOf(sum.gross, currency),
      net: amountOf(sum.net, currency),
      refundRate: rateOf(sum.refunds, sum.sales, noSales),
      feeShare: rateOf(sum.fees, sum.gross, noSales),
    }));
}
