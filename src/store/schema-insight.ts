import type { Generated } from "kysely";

type Int = bigint;

/** A sale as it stands in the list, and as it stood before. */
type SaleColumns = {
  book_id: Int;
  object_key: string;
  source: string;
  external_id: string;
  nature: string;
  status: string;
  occurred_at: Int;
  day: string;
  product_id: string;
  product_name: string;
  country: string;
  currency: string;
  gross: Int;
  fees: Int;
  refunded: Int;
  taxes: Int;
  net: Int;
  subject_id: Int | null;
  first_seen_at: Int;
};

/** What the dashboard asks; see `schema.ts`. */
export type InsightTables = {
  sale: SaleColumns;
  /** Stood from `since_at` on and before `until_at`. */
  sale_past: SaleColumns & { since_at: Int; until_at: Int };
  sale_sum: {
    book_id: Int;
    dimension: string;
    member: string;
    day: string;
    source: string;
    status: string;
    currency: string;
    sales: Int;
    gross: Int;
    refunded: Int;
    fees: Int;
    net: Int;
  };
  figure_change: {
    book_id: Int;
    dimension: string;
    day: string;
    at: Int;
    source: string;
    member: string;
    currency: string;
    sales: Int;
    refunds: Int;
    gross: Int;
    refunded: Int;
    fees: Int;
    taxes: Int;
    chargebacks: Int;
    adjustments: Int;
    net: Int;
    residue_nano: Int;
  };
  stream_past: {
    connection_id: Int;
    stream: string;
    at: Int;
    covered_from: Int | null;
    covered_to: Int | null;
    failure: string | null;
  };
  target: {
    id: Generated<Int>;
    book_id: Int;
    currency: string;
    span: string;
    amount: Int | null;
    at: Int;
    actor: string;
  };
};
