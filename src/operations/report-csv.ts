import { csvLine, csvText } from "../domain/text/csv-cell.ts";
import type { DailyReport } from "../insight/daily/daily-report.ts";
import type { Figures } from "../insight/report/report.ts";

const columns = [
  "from",
  "to",
  "part",
  "key",
  "name",
  "currency",
  "sales",
  "refunds",
  "gross",
  "refunded",
  "fees",
  "taxes",
  "chargebacks",
  "adjustments",
  "net",
] as const;

/** A kept report as CSV (RFC 4180): its totals, then its parts; text cells are made harmless to spreadsheets. */
export function reportCsv(report: DailyReport): string {
  const { from, to } = report.period;
  const line = (part: string, key: string, name: string, f: Figures): string =>
    csvLine([
      from,
      to,
      part,
      csvText(key),
      csvText(name),
      f.currency,
      String(f.sales),
      String(f.refunds),
      f.gross,
      f.refunded,
      f.fees,
      f.taxes,
      f.chargebacks,
      f.adjustments,
      f.net,
    ]);
  return [
    csvLine(columns),
    ...report.totals.map((f) => line("total", "", "", f)),
    ...report.lines.flatMap(({ key, name, figures }) => figures.map((f) => line(report.grouping, key, name, f))),
    ...(report.daily?.products ?? []).flatMap(({ key, name, figures }) =>
      figures.map((f) => line("product", key, name, f)),
    ),
  ].join("");
}
