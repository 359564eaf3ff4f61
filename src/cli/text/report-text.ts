import { amount, count, counted, isZero, negated } from "../../domain/text/amount-text.ts";
import { dayName, monthName } from "../../domain/time/written.ts";
import { completenessInWords, hasAny, headline } from "../../insight/report/in-words.ts";
import type { Figures, Report, ReportLine } from "../../insight/report/report.ts";
import { shorten } from "../../insight/report/shorten.ts";
import { figuresTable } from "./figures-text.ts";
import type { Paint } from "./paint.ts";
import { type Column, table } from "./table.ts";

/** A report for a person at a terminal. Ends in a newline. */
export function reportText(report: Report, bookName: string, linesMax: number, paint: Paint, width: number): string {
  const head = `${paint.strong(headline(report))}\n${completenessText(report)}`;
  const about = paint.quiet(`Books of ${bookName}, days of ${report.timeZone}.`);
  const figures = figuresTable(report.totals, width, paint);
  const lines = figures === "" ? "" : linesText(report, linesMax, paint, width);
  return [head, `${about}\n`, figures === "" ? "" : `\n${figures}`, lines === "" ? "" : `\n${lines}`].join("");
}

function completenessText(report: Report): string {
  const { sentence, reasons } = completenessInWords(report);
  return [sentence, ...reasons.map((reason) => `  ${reason}`)].map((line) => `${line}\n`).join("");
}

const groupTitles: Readonly<Record<Report["grouping"], string>> = {
  day: "Day",
  month: "Month",
  source: "Source",
  product: "Product",
  country: "Country",
  currency: "Currency",
};

type Measure = { readonly title: string; readonly of: (f: Figures) => string };

const measures: readonly Measure[] = [
  { title: "Gross", of: (f) => f.gross },
  { title: "Refunds", of: (f) => negated(f.refunded) },
  { title: "Fees", of: (f) => negated(f.fees) },
  { title: "Taxes", of: (f) => negated(f.taxes) },
  { title: "Disputes", of: (f) => negated(f.chargebacks) },
  { title: "Adjusted", of: (f) => f.adjustments },
  { title: "Earned", of: (f) => f.net },
];

/** A line to a group and currency; the currency stands in a column only where there are several. */
function linesText(report: Report, linesMax: number, paint: Paint, width: number): string {
  const several = report.totals.filter(hasAny).length > 1;
  const { lines, others, othersFigures } = shorten(report.lines, linesMax);
  const rest = { key: "", name: counted(others, "other", "others"), figures: othersFigures };
  const rows = [...lines, ...(others > 0 ? [rest] : [])].flatMap((line) =>
    line.figures.filter(hasAny).map((figures) => ({ line, figures })),
  );
  const used = measures.filter(
    ({ title, of }) => title === "Gross" || title === "Earned" || rows.some((row) => !isZero(of(row.figures))),
  );
  const columns: Column[] = [
    { title: groupTitles[report.grouping], mayShrink: true },
    ...(several && report.grouping !== "currency" ? [{ title: "" }] : []),
    { title: "Sales", align: "right" },
    ...used.map(({ title }) => ({ title, align: "right" as const })),
  ];
  const cells = rows.map(({ line, figures }) => [
    lineName(line, report.grouping),
    ...(several && report.grouping !== "currency" ? [figures.currency] : []),
    count(figures.sales),
    ...used.map(({ of }) => amount(of(figures))),
  ]);
  return table(columns, cells, width, paint);
}

function lineName(line: ReportLine, grouping: Report["grouping"]): string {
  if (line.key === "") return line.name;
  if (grouping === "day") return dayName(line.key);
  return grouping === "month" ? monthName(line.key) : line.name;
}
