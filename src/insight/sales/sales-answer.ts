import type { Level } from "../shown/level.ts";
import type { SaleLine } from "./sale-line.ts";

/** Which sales are meant; what is left out does not limit. */
export type SalesQuery = {
  /** Days of the book, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
  /** The platform's id of a product. */
  readonly product?: string;
  readonly status?: string;
  readonly country?: string;
  readonly currency?: string;
  /** Decimal text in the decimals of `currency`, both included; both need `currency`. */
  readonly amountFrom?: string;
  readonly amountTo?: string;
  /** The beginning of a sale's id, or a part of a product's name or id; in any case. */
  readonly text?: string;
};

/** A page of sales, newest first. */
export type SalesPage = {
  readonly items: readonly SaleLine[];
  /** Opaque; gives the page after this one, also where this one is short or empty. Null at the end. */
  readonly next: string | null;
};

/** The line above the list: what all sales of the same filter come to, whichever page is shown. */
export type SalesSum = {
  readonly count: number;
  /**
   * `all`: every sale of the filter is in it. `newest`: only the newest `count` of them are, because the filter can
   * only be answered by looking at each one.
   */
  readonly covers: "all" | "newest";
  /** One for each currency that occurs, by code. */
  readonly sums: readonly {
    readonly currency: string;
    readonly count: number;
    readonly gross: string;
    readonly refunded: string;
    readonly fees: string;
    /** What the seller keeps of these sales. */
    readonly net: string;
  }[];
  readonly level: Level;
};
