import { limits } from "../../base/limits.ts";
import { addMeasures, type Measures, noMeasures } from "../../domain/measures/measures.ts";
import { formatDecimal, powerOfTen } from "../../domain/money/decimal.ts";
import { formatMinor } from "../../domain/money/money.ts";
import type { Figures } from "./report.ts";

/** Adds measures up per currency. */
export function sumByCurrency(
  rows: readonly { readonly currency: string; readonly measures: Measures }[],
): ReadonlyMap<string, Measures> {
  const sums = new Map<string, Measures>();
  for (const row of rows) sums.set(row.currency, addMeasures(sums.get(row.currency) ?? noMeasures, row.measures));
  return sums;
}

/** One currency's measures as text, ordered by currency. */
export function figuresOf(sums: ReadonlyMap<string, Measures>): readonly Figures[] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, m]) => toFigures(currency, m));
}

function toFigures(currency: string, m: Measures): Figures {
  const amount = (minor: bigint): string => formatMinor(minor, currency);
  return {
    currency,
    sales: Number(m.sales),
    refunds: Number(m.refunds),
    gross: amount(m.gross),
    refunded: amount(m.refunded),
    fees: amount(m.fees),
    taxes: amount(m.taxes),
    chargebacks: amount(m.chargebacks),
    adjustments: amount(m.adjustments),
    net: amount(m.net),
    residue: residueText(m.residueNano),
  };
}

/** Billionths as the shortest exact decimal text. */
export function residueText(nano: bigint): string {
  let scale: number = limits.decimalPlacesMax;
  while (scale > 0 && nano % powerOfTen(limits.decimalPlacesMax - scale + 1) === 0n) scale -= 1;
  return formatDecimal({ units: nano / powerOfTen(limits.decimalPlacesMax - scale), scale });
}
