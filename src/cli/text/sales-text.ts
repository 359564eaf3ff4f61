import { formatMinor } from "../../domain/money/money.ts";
import { amount, count, money } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { momentName } from "../../domain/time/written.ts";
import type { SaleRow } from "../../store/sale.ts";
import type { Paint } from "./paint.ts";
import { type Column, table } from "./table.ts";

/** From this width on there is room for price and fees too. */
const wideFrom = 120;

/** Sales as a table, with what they come to. */
export function salesText(sales: readonly SaleRow[], zone: string, more: boolean, paint: Paint, width: number): string {
  if (sales.length === 0) return "No sale fits.\n";
  const wide = width >= wideFrom;
  const columns: Column[] = [
    { title: "When" },
    { title: "Product", mayShrink: true },
    ...(wide
      ? [
          { title: "Source" },
          { title: "Country" },
          { title: "Price", align: "right" as const },
          { title: "Fees", align: "right" as const },
        ]
      : []),
    { title: "Earned", align: "right" },
    { title: "Status" },
    { title: "Id" },
  ];
  const rows = sales.map((sale) => [
    momentName(sale.occurredAt, zone),
    sale.productName || sale.productId,
    ...(wide ? [sale.source, sale.country, amountOf(sale.gross, sale), amountOf(-sale.fees, sale)] : []),
    sale.currency === "" ? "–" : money(formatMinor(sale.net, sale.currency), sale.currency),
    sale.status,
    sale.externalId,
  ]);
  return `${table(columns, rows, width, paint)}${sumLine(sales, more)}`;
}

/** A sale that is not complete yet may not even name its currency. */
function amountOf(minor: bigint, sale: SaleRow): string {
  return sale.currency === "" ? "–" : amount(formatMinor(minor, sale.currency));
}

function sumLine(sales: readonly SaleRow[], more: boolean): string {
  if (more) return `The newest ${count(sales.length)}; there are more (--limit, --all).\n`;
  const sums = new Map<string, bigint>();
  for (const sale of sales)
    if (sale.currency !== "") sums.set(sale.currency, (sums.get(sale.currency) ?? 0n) + sale.net);
  const earned = [...sums].map(([currency, net]) => money(formatMinor(net, currency), currency)).join(" and ");
  return `${count(sales.length)} in all, earned ${earned || "nothing yet"}.\n`;
}

/** One sale for scripts. */
export function saleJson(sale: SaleRow): Record<string, unknown> {
  const { objectKey, source, externalId, nature, status, occurredAt, day, productId, productName, country, currency } =
    sale;
  const text = (minor: bigint): string | null => (currency === "" ? null : formatMinor(minor, currency));
  return {
    id: externalId,
    key: objectKey,
    source,
    nature,
    status,
    at: isoTime(occurredAt),
    day,
    productId,
    productName,
    country,
    currency,
    gross: text(sale.gross),
    fees: text(sale.fees),
    refunded: text(sale.refunded),
    taxes: text(sale.taxes),
    net: text(sale.net),
  };
}
