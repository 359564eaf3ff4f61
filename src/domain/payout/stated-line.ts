import type { StatementLine, StatementSort } from "./statement.ts";

/** A line of a payout's statement, with its place and the object's key in the books. */
export type StatedLine = Omit<StatementLine, "object" | "sort" | "gross" | "fees"> & {
  readonly payoutKey: string;
  /** 0 for the first line of the statement. */
  readonly line: number;
  /** A `StatementSort`; other words count as adjustments. */
  readonly sort: string;
  /** The object it is about, or "". */
  readonly objectKey: string;
  readonly currency: string;
  readonly gross: bigint | undefined;
  readonly fees: bigint | undefined;
};

/** All sorts in the order in which a payout is told. */
export const statementSorts: readonly StatementSort[] = [
  "sale",
  "refund",
  "chargeback",
  "dispute-credit",
  "affiliate",
  "fee",
  "adjustment",
  "paid-elsewhere",
];

/** The sort of a stored line. */
export function sortOf(line: StatedLine): StatementSort {
  return statementSorts.find((sort) => sort === line.sort) ?? "adjustment";
}

/** The kinds of booked parts that a line of each sort can tell of. */
export const kindsOf: Readonly<Record<StatementSort, readonly string[]>> = {
  sale: ["sale"],
  refund: ["refund"],
  chargeback: ["dispute"],
  "dispute-credit": ["dispute-won"],
  affiliate: ["adjustment"],
  fee: ["charge"],
  adjustment: ["adjustment"],
  "paid-elsewhere": ["payout", "adjustment"],
};
