import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { SaleRow } from "../../store/sale.ts";
import type { SaleLine } from "./sale-line.ts";

/** A stored sale as a line that is shown. */
export function toSaleLine(row: SaleRow): SaleLine {
  const text = (minor: bigint): string | null => (row.currency === "" ? null : formatMinor(minor, row.currency));
  return {
    key: row.objectKey,
    id: row.externalId,
    source: row.source,
    nature: row.nature,
    status: row.status,
    occurredAt: isoTime(row.occurredAt),
    day: row.day,
    product: { id: row.productId, name: row.productName },
    country: row.country,
    currency: row.currency,
    gross: text(row.gross),
    fees: text(row.fees),
    refunded: text(row.refunded),
    taxes: text(row.taxes),
    net: text(row.net),
  };
}
