import { amount, count, isZero, negated } from "../../domain/text/amount-text.ts";
import { hasAny } from "../../insight/report/in-words.ts";
import type { Figures } from "../../insight/report/report.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

type Row = {
  readonly label: string;
  readonly count?: (f: Figures) => number;
  readonly amount: (f: Figures) => string;
  readonly always?: boolean;
};

/** From what buyers paid down to what is left; what never occurred is left out. */
const rows: readonly Row[] = [
  { label: "Sales", count: (f) => f.sales, amount: (f) => f.gross, always: true },
  { label: "Refunds", count: (f) => f.refunds, amount: (f) => negated(f.refunded), always: true },
  { label: "Fees", amount: (f) => negated(f.fees), always: true },
  { label: "Taxes", amount: (f) => negated(f.taxes) },
  { label: "Lost disputes", amount: (f) => negated(f.chargebacks) },
  { label: "Adjustments", amount: (f) => f.adjustments },
  { label: "Earned", amount: (f) => f.net, always: true },
];

/** One currency to a column, each named once; "" when there is nothing to show. */
export function figuresTable(figures: readonly Figures[], width: number, paint: Paint): string {
  const shown = figures.filter(hasAny);
  if (shown.length === 0) return "";
  const used = rows.filter((row) => row.always || shown.some((f) => !isZero(row.amount(f))));
  const columns = [
    { title: "" },
    ...shown.flatMap((f) => [
      { title: "", align: "right" as const },
      { title: f.currency, align: "right" as const },
    ]),
  ];
  const cells = used.map((row) => [
    row.label,
    ...shown.flatMap((f) => [row.count ? count(row.count(f)) : "", amount(row.amount(f))]),
  ]);
  return table(columns, cells, width, paint) + residueLines(shown);
}

/** What rounding documents to whole minor units left over is said, never hidden. */
export function residueLines(figures: readonly Figures[]): string {
  return figures
    .filter((f) => !isZero(f.residue))
    .map((f) => `Rounding to whole minor units left ${amount(f.residue)} ${f.currency} over; it is not in the books.\n`)
    .join("");
}
