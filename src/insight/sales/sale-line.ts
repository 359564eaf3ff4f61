/** One line of the sales list; amounts in `currency`. It never names a buyer. */
export type SaleLine = {
  /** "gumroad/sale/abc": what `saleStory` is asked with. */
  readonly key: string;
  readonly id: string;
  readonly source: string;
  readonly nature: "sale" | "refund" | "adjustment";
  /** completed, pending, failed, cancelled, test, refunded, partly-refunded, disputed, lost or incomplete. */
  readonly status: string;
  /** ISO UTC. */
  readonly occurredAt: string;
  readonly day: string;
  readonly product: { readonly id: string; readonly name: string };
  readonly country: string;
  /** "" while it cannot be booked yet; then all amounts are null. */
  readonly currency: string;
  readonly gross: string | null;
  readonly fees: string | null;
  readonly refunded: string | null;
  readonly taxes: string | null;
  /** What the seller keeps. */
  readonly net: string | null;
};
