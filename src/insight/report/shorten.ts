import { assert } from "../../base/assert.ts";
import { addDecimal, formatDecimal, parseDecimal } from "../../domain/money/decimal.ts";
import type { Figures, ReportLine } from "./report.ts";

/** The first lines of a report, and what the others come to, so that what is shown still adds up to the whole. */
export type Shortened = {
  readonly lines: readonly ReportLine[];
  readonly others: number;
  readonly othersFigures: readonly Figures[];
};

/** Keeps `linesMax` lines and adds the others up per currency. */
export function shorten(lines: readonly ReportLine[], linesMax: number): Shortened {
  if (lines.length <= linesMax) return { lines, others: 0, othersFigures: [] };
  const rest = lines.slice(linesMax);
  const sums = new Map<string, Figures>();
  for (const figures of rest.flatMap((line) => line.figures)) {
    const before = sums.get(figures.currency);
    sums.set(figures.currency, before ? addFigures(before, figures) : figures);
  }
  return { lines: lines.slice(0, linesMax), others: rest.length, othersFigures: [...sums.values()] };
}

function addFigures(a: Figures, b: Figures): Figures {
  return {
    currency: a.currency,
    sales: a.sales + b.sales,
    refunds: a.refunds + b.refunds,
    gross: sum(a.gross, b.gross),
    refunded: sum(a.refunded, b.refunded),
    fees: sum(a.fees, b.fees),
    taxes: sum(a.taxes, b.taxes),
    chargebacks: sum(a.chargebacks, b.chargebacks),
    adjustments: sum(a.adjustments, b.adjustments),
    net: sum(a.net, b.net),
    residue: sum(a.residue, b.residue),
  };
}

/** Both are texts that the report itself wrote. */
function sum(a: string, b: string): string {
  const [one, other] = [parseDecimal(a), parseDecimal(b)];
  assert(one.ok && other.ok, "a report's amounts are decimal text");
  return formatDecimal(addDecimal(one.value, other.value));
}
