import type { Millis } from "../../base/clock.ts";

/**
 * One line of what a platform says a payout is made of. Amounts are minor units of the payout's currency; `net` is
 * signed as it moves the payout: positive raises it.
 */
export type StatementLine = {
  readonly sort: StatementSort;
  /** The object it is about, as in the books (`sale`, `charge` …), where it names one. */
  readonly object?: { readonly kind: "sale" | "charge" | "adjustment" | "payout"; readonly id: string };
  readonly on: Millis;
  readonly net: bigint;
  /** For a sale its price, for a refund what went back (negative). */
  readonly gross?: bigint;
  /** Fees with the sign they have in `net`: negative when they cost. */
  readonly fees?: bigint;
  /** The platform's own word for the line, for people. */
  readonly label: string;
};

/** What kind of movement a line is. `affiliate` settles partners' parts that were booked with their sales. */
export type StatementSort =
  | "sale"
  | "refund"
  | "chargeback"
  | "dispute-credit"
  | "fee"
  | "affiliate"
  | "paid-elsewhere"
  | "adjustment";
