import { z } from "zod";
import { moment, pageOf } from "./common.ts";
import { level } from "./level.ts";
import { report } from "./report.ts";

/** A kept report as the list shows it. */
export const keptReport = z.strictObject({
  id: z.string(),
  day: z.string(),
  madeAt: z.string(),
  headline: z.string(),
  lines: z.array(z.string()),
  level: z.enum(["complete", "at-least", "nothing-read"]),
});

export const reportsQuery = {
  limit: z.coerce
    .number({ error: "Write how many as a number from 1 to 366." })
    .int({ error: "Write how many as a whole number." })
    .min(1, { error: "At least 1." })
    .max(366, { error: "At most 366." })
    .default(31),
  after: z.string().max(200).optional().meta({ description: "`next` of the page before." }),
  asOf: moment.optional(),
};

export const reportsPage = pageOf(keptReport);

/** The report of one day as it was made; `daily` is absent in reports that were kept before there was more. */
export const dailyReport = report.extend({
  daily: z
    .looseObject({
      day: z.string(),
      lines: z.array(z.string()),
      decision: z.strictObject({ sentence: z.string(), about: z.string() }).nullable(),
      products: report.shape.lines,
      kpis: z.array(
        z.union([
          z.strictObject({ name: z.string(), state: z.literal("known"), value: z.string(), unit: z.string() }),
          z.strictObject({ name: z.string(), state: z.literal("unavailable"), why: z.string() }),
        ]),
      ),
      issues: z.array(z.strictObject({ severity: z.string(), title: z.string(), since: z.string() })),
      actions: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.string(),
          target: z.string(),
          from: z.string(),
          to: z.string(),
          at: z.string(),
        }),
      ),
      level,
    })
    .optional(),
});

export const reportFormat = z.enum(["json", "csv"], { error: "Give one of: json, csv." });
