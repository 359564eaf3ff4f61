import { z } from "zod";
import { day, month } from "./common.ts";

/** Figures of one currency, as decimal text in the currency's own decimals. */
export const figures = z.strictObject({
  currency: z.string(),
  sales: z.number(),
  refunds: z.number(),
  gross: z.string(),
  refunded: z.string(),
  fees: z.string(),
  taxes: z.string(),
  chargebacks: z.string(),
  adjustments: z.string(),
  net: z.string(),
  /** What rounding documents to whole minor units left over. */
  residue: z.string(),
});

/** What is asked of a report: a day, a month or a from–to; all that is booked without any. */
export const reportQuery = {
  day: day.optional(),
  month: month.optional(),
  from: day.optional(),
  to: day.optional(),
  by: z.enum(["source", "product", "country", "currency", "day", "month"]).default("source"),
};

/** How far a source was read for the period. */
export const sourceCompleteness = z.strictObject({
  source: z.string(),
  state: z.enum(["complete", "at-least"]),
  readFrom: z.string(),
  readTo: z.string(),
  refusedRows: z.number(),
  why: z.string().optional(),
});

/** What was earned in a period, in groups, and how complete that is. */
export const report = z.strictObject({
  book: z.string(),
  timeZone: z.string(),
  period: z.strictObject({ from: z.string(), to: z.string() }),
  grouping: reportQuery.by.unwrap(),
  madeAt: z.string(),
  totals: z.array(figures),
  lines: z.array(z.strictObject({ key: z.string(), name: z.string(), figures: z.array(figures) })),
  completeness: z.strictObject({
    state: z.enum(["complete", "at-least", "nothing-read"]),
    sources: z.array(sourceCompleteness),
    incompleteSales: z.number(),
    waitingRefunds: z.number().optional(),
  }),
});
