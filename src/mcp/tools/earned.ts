import { z } from "zod";
import { ok } from "../../base/result.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { buildReport } from "../../insight/report/build-report.ts";
import { completenessInWords, headline } from "../../insight/report/in-words.ts";
import { defineTool } from "../tool.ts";
import { limitField, periodFields, periodOf, row } from "./fields.ts";

const groupings = ["source", "product", "country", "currency", "day", "month"] as const;

/** What was earned in a period, and from what. */
export const earned = defineTool({
  name: "earned",
  title: "What was earned",
  description:
    "What was earned in a period, in each currency: gross, refunds, fees, taxes, net, grouped by source, product, country, currency, day or month; and how complete that is. Amounts are exact decimal text. Always tell the completeness with the amount.",
  needs: "read",
  input: {
    ...periodFields,
    by: z.enum(groupings).default("source").describe("What to group by."),
    limit: limitField(50, 500),
  },
  output: z.looseObject({ period: row, totals: z.array(row), lines: z.array(row), completeness: row }),
  run: async (desk, given) => {
    const period = await periodOf(desk, given);
    if (!period.ok) return period;
    const { store, clock } = desk.workplace;
    const report = await buildReport(store, desk.book, period.value, given.by, clock.now());
    const lines = report.lines.slice(0, given.limit);
    const { sentence, reasons } = completenessInWords(report);
    const left = report.lines.length - lines.length;
    const more = left > 0 ? ` ${counted(left, "more line is", "more lines are")} left out.` : "";
    return ok({
      text: `${headline(report)} ${[sentence, ...reasons].join(" ")}${more}`,
      structured: { ...report, lines, linesLeftOut: left, completeness: { ...report.completeness, sentence, reasons } },
    });
  },
});

/** How far each source is known. */
export const completeness = defineTool({
  name: "completeness",
  title: "How complete the books are",
  description:
    "From when to when each source was read, what is missing, and why: whether figures of a period are exact or a lower bound.",
  needs: "read",
  input: periodFields,
  output: z.looseObject({
    state: z.string(),
    sentence: z.string(),
    reasons: z.array(z.string()),
    sources: z.array(row),
  }),
  run: async (desk, given) => {
    const period = await periodOf(desk, given);
    if (!period.ok) return period;
    const { store, clock } = desk.workplace;
    const report = await buildReport(store, desk.book, period.value, "source", clock.now());
    const { sentence, reasons } = completenessInWords(report);
    return ok({
      text: [sentence, ...reasons].join(" "),
      structured: { period: report.period, ...report.completeness, sentence, reasons },
    });
  },
});
