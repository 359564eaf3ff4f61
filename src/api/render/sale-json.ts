import type { z } from "zod";
import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { SaleRow } from "../../store/sale.ts";
import type { sale } from "../contract/sales.ts";

/** One sale as the API gives it: the same names as `millrace sales list --json`. */
export function saleJson(row: SaleRow): z.infer<typeof sale> {
  const { objectKey, source, externalId, nature, status, occurredAt, day, productId, productName, country, currency } =
    row;
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
    gross: text(row.gross),
    fees: text(row.fees),
    refunded: text(row.refunded),
    taxes: text(row.taxes),
    net: text(row.net),
  };
}
