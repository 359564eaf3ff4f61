import type { Millis } from "../base/clock.ts";

/**
 * What was known at a moment, and nothing that became known later: plain values, never to be changed. Amounts are minor
 * units of the currency beside them, moments UTC milliseconds. Lists come in no order that may be relied on.
 */
export type KnownAt = {
  /** The moment. A strategy has no other clock. */
  readonly at: Millis;
  readonly book: {
    readonly slug: string;
    readonly name: string;
    readonly homeCurrency: string;
    /** IANA zone in which its days begin. */
    readonly timeZone: string;
  };
  /** From when on `sales` are all there; what is older was left out. */
  readonly salesFrom: Millis;
  readonly sales: readonly KnownSale[];
  readonly products: readonly KnownProduct[];
  readonly payouts: readonly KnownPayout[];
  readonly balances: readonly KnownBalance[];
  readonly connections: readonly KnownConnection[];
  /** The figures of each day, source and currency that `sales` add up to. */
  readonly days: readonly KnownDay[];
  /** What `execute` brought from outside; undefined without it. */
  readonly outside: unknown;
};

/** A sale as the books had it. */
export type KnownSale = {
  /** `<source>/sale/<id>`: what evidence is given as. */
  readonly key: string;
  readonly source: string;
  readonly status: string;
  readonly occurredAt: Millis;
  readonly productId: string;
  readonly productName: string;
  readonly country: string;
  readonly currency: string;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly fees: bigint;
  readonly taxes: bigint;
  readonly net: bigint;
};

/** A product as its platform lists it. */
export type KnownProduct = {
  readonly key: string;
  readonly source: string;
  /** As `productId` of a sale. */
  readonly productId: string;
  readonly name: string;
  /** "unknown": it was changed since, and what it was then is not kept. */
  readonly state: "published" | "draft" | "deleted" | "unknown";
  readonly price: bigint | undefined;
  readonly currency: string;
  readonly url: string;
  readonly firstSeenAt: Millis;
};

/** A payout as its platform tells of it. */
export type KnownPayout = {
  readonly key: string;
  readonly source: string;
  readonly status: "completed" | "pending" | "failed" | "returned";
  /** When the platform sent it. */
  readonly sentAt: Millis;
  readonly currency: string;
  readonly amount: bigint;
  /** When it came to the bank; undefined while nobody has recorded that. */
  readonly arrivedAt: Millis | undefined;
};

/** What lies at a platform for the owner. */
export type KnownBalance = {
  readonly source: string;
  readonly currency: string;
  readonly amount: bigint;
};

export type KnownConnection = {
  /** The platform, as `source` of a sale. */
  readonly source: string;
  readonly name: string;
  /** "unknown": at that moment it was connected, but what state it was in is not kept. */
  readonly state: "on" | "paused" | "removed" | "failing" | "unknown";
  readonly connectedAt: Millis;
  /** Until when everything it lists was read; undefined when nothing was. */
  readonly readUntil: Millis | undefined;
};

export type KnownDay = {
  /** `YYYY-MM-DD` in the book's zone. */
  readonly day: string;
  readonly source: string;
  readonly currency: string;
  readonly sales: number;
  readonly gross: bigint;
  readonly refunded: bigint;
  readonly fees: bigint;
  readonly taxes: bigint;
  readonly net: bigint;
};
