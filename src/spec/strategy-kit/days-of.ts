import { dayIn } from "../../domain/time/day.ts";
import type { KnownDay, KnownSale } from "../known-at.ts";

type Sum = { -readonly [K in keyof KnownDay]: KnownDay[K] };

/** The figures of each day, source and currency that the sales add up to, in that order. */
export function daysOf(sales: readonly KnownSale[], timeZone: string): readonly KnownDay[] {
  const dayOf = dayIn(timeZone);
  const sums = new Map<string, Sum>();
  for (const sale of sales) {
    const day = dayOf(sale.occurredAt);
    const { source, currency } = sale;
    const key = `${day} ${source} ${currency}`;
    const sum = sums.get(key) ?? { day, source, currency, sales: 0, ...nothing };
    sums.set(key, sum);
    sum.sales += 1;
    sum.gross += sale.gross;
    sum.refunded += sale.refunded;
    sum.fees += sale.fees;
    sum.taxes += sale.taxes;
    sum.net += sale.net;
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

const nothing = { gross: 0n, refunded: 0n, fees: 0n, taxes: 0n, net: 0n };
