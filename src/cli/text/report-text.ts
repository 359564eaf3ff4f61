import { nextDay } from "../../domain/time/day.ts";
import type { Figures, Report, ReportLine } from "../../insight/report/report.ts";
import { figuresTable, hasAny, isZero } from "./figures-text.ts";
import { amount, count, counted, money, negated } from "./money.ts";
import type { Paint } from "./paint.ts";
import { type Column, table } from "./table.ts";
import { dayName, monthName, withLocalMoments } from "./time.ts";

/** A report for a person at a terminal. Ends in a newline. */
export function reportText(report: Report, bookName: string, paint: Paint, width: number): string {
  const head = `${paint.strong(headline(report))}\n${completenessText(report)}`;
  const about = paint.quiet(`Books of ${bookName}, days of ${report.timeZone}.`);
  const figures = figuresTable(report.totals, width, paint);
  const lines = figures === "" ? "" : linesText(report, paint, width);
  return [head, `${about}\n`, figures === "" ? "" : `\n${figures}`, lines === "" ? "" : `\n${lines}`].join("");
}

/** The one sentence that a person came for. */
export function headline(report: Report): string {
  const when = periodName(report.period);
  const amounts = report.totals.filter(hasAny).map((f) => money(f.net, f.currency));
  return amounts.length === 0 ? `Nothing is booked ${when}.` : `Earned ${when}: ${amounts.join(" and ")}.`;
}

/** "on 9 Dec 2011", "in December 2011", "from 1 Dec 2010 to 9 Dec 2011". */
export function periodName({ from, to }: Report["period"]): string {
  if (from === to) return `on ${dayName(from)}`;
  const month = from.slice(0, 7);
  const wholeMonth = from.endsWith("-01") && to.startsWith(month) && !nextDay(to).startsWith(month);
  return wholeMonth ? `in ${monthName(month)}` : `from ${dayName(from)} to ${dayName(to)}`;
}

/** How complete the figures are, in words; each reason on a line of its own. Ends in a newline. */
export function completenessText(report: Report): string {
  const { state, sources, incompleteSales } = report.completeness;
  if (state === "nothing-read") return "Nothing has been imported yet: `millrace import <file>` does.\n";
  if (state === "complete") return "Complete: every source was read to the end of this time.\n";
  const reasons = sources.flatMap((s) =>
    s.why === undefined ? [] : [`  ${s.source}: ${withLocalMoments(s.why, report.timeZone)}.\n`],
  );
  const waiting =
    incompleteSales > 0
      ? [`  ${counted(incompleteSales, "sale is", "sales are")} known but cannot be booked yet.\n`]
      : [];
  return `At least, because not everything was read:\n${[...reasons, ...waiting].join("")}`;
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
function linesText(report: Report, paint: Paint, width: number): string {
  const several = report.totals.filter(hasAny).length > 1;
  const rows = report.lines.flatMap((line) => line.figures.filter(hasAny).map((figures) => ({ line, figures })));
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
  if (grouping === "day") return dayName(line.key);
  return grouping === "month" ? monthName(line.key) : line.name;
}
