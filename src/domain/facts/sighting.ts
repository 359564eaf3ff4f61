import type { Millis } from "../../base/clock.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";

/**
 * What one raw observation (a CSV row, a polled record) says about one object, already in our words but not yet
 * merged. Every field but `kind` and `id` may be absent: an export often shows only part of the truth. All amounts are
 * minor units of `currency`; times are UTC milliseconds.
 */
export type Sighting = SaleSighting | PayoutSighting | ChargeSighting | AdjustmentSighting | ConversionSighting;

/** Who bought. Sealed on arrival; never in facts, logs or exports. */
export type BuyerSighting = { readonly email?: string; readonly name?: string; readonly platformId?: string };

export type ProductRef = { readonly id: string; readonly name: string };

/** One line of a document, where the platform itemises. Amounts may have more decimals than the currency. */
export type LineSighting = {
  readonly product: ProductRef;
  readonly quantity: Decimal;
  /** What the line adds to the document's total (negative for returns and discounts); exact. */
  readonly amount: Decimal;
  /** Text that tells this line from others of the same document; equal texts are real repeats, all kept. */
  readonly identity: string;
};

export type FeeKind = "platform" | "processing" | "dispute" | "listing" | "payout" | "other";

/** One refund that the platform names by itself. Amounts positive. */
export type RefundSighting = {
  readonly id: string;
  /**
   * Where the platform gives refunds no id and `id` is made of what a statement says: that statement, as
   * `<how it was read>/<its name>`. Another statement may say the same of the same refund, or of one that is equal.
   */
  readonly toldIn?: string;
  readonly at?: Millis;
  readonly amount: bigint;
  /** Part of `amount` that gives back tax the seller had collected. */
  readonly tax?: bigint;
  /** Fees the platform gave back with it. */
  readonly feeReturned?: bigint;
  /** What came back of a partner's part: an amount where it is told, `rest` for all that had not come back before. */
  readonly partnersReturned?: bigint | "rest";
};

export type SaleSighting = {
  readonly kind: "sale";
  /** The platform's id of the sale, unique within the source. */
  readonly id: string;
  readonly at?: Millis;
  /** The start of the day, for sources that tell the day only. An exact `at` from elsewhere wins over it. */
  readonly dayAt?: Millis;
  readonly currency?: CurrencyCode;
  /**
   * What the platform credits for the sale before any deduction: price × quantity, tip, shipping and tax that the
   * *seller* must remit; without tax that the platform remits itself. When absent it is the sum of `lines`.
   */
  readonly gross?: bigint;
  /** Parts of `gross`. */
  readonly shipping?: bigint;
  readonly tax?: bigint;
  readonly taxJurisdiction?: string;
  /** Tax the platform collects and remits itself: a memo, never posted. */
  readonly platformTax?: bigint;
  /** Deductions as reported, positive, by kind. */
  readonly fees?: Partial<Record<FeeKind, bigint>>;
  /** The cut of an affiliate or partner, positive. */
  readonly affiliate?: bigint;
  /** Total given back so far (cumulative, positive), for platforms that only report the running total. */
  readonly refunded?: bigint;
  /** When the running total last grew, where reported. */
  readonly refundedAt?: Millis;
  /** Refunds the platform itemises. `refunded` and `refunds` are not added: the larger view of the two wins. */
  readonly refunds?: readonly RefundSighting[];
  /**
   * Partly refunded, but the platform did not say how much: nothing is guessed, and the sale shows that its refund
   * waits until anybody has told an amount.
   */
  readonly refundUnknown?: boolean;
  readonly dispute?: "open" | "won" | "lost";
  readonly disputedAt?: Millis;
  /** What was taken back for the dispute, positive, where reported; else the gross less what was refunded. */
  readonly disputedAmount?: bigint;
  readonly disputeFee?: bigint;
  /** Platform fee that was given back when the dispute was opened, positive. */
  readonly disputeFeeReturned?: bigint;
  /** Whether what was left of a partner's part came back when the dispute was opened. */
  readonly disputeReturnsPartners?: boolean;
  /** What was really credited when the dispute was won, positive; the whole that was taken back when absent. */
  readonly disputeCredit?: bigint;
  /** `pending` and `failed` are known but not booked. `completed` when absent. */
  readonly status?: "pending" | "failed" | "completed" | "cancelled";
  /**
   * What the document is. When absent: a sale when its total is positive, a refund (cancellation) when negative.
   * An `adjustment` is booked as such whatever its sign.
   */
  readonly nature?: "sale" | "refund" | "adjustment";
  readonly product?: ProductRef;
  readonly quantity?: Decimal;
  readonly lines?: readonly LineSighting[];
  readonly country?: string;
  /** A test purchase: kept, shown, never booked. */
  readonly test?: boolean;
  readonly buyer?: BuyerSighting;
  /** Small extra facts worth showing (discount code, payment method); no personal data. */
  readonly notes?: Readonly<Record<string, string>>;
};

/** Money the platform sent on to a bank or wallet. */
export type PayoutSighting = {
  readonly kind: "payout";
  readonly id: string;
  readonly at?: Millis;
  /** The start of the day, for sources that tell the day only. An exact `at` from elsewhere wins over it. */
  readonly dayAt?: Millis;
  readonly currency?: CurrencyCode;
  /** Positive: what left the platform balance, before `fee`. */
  readonly amount?: bigint;
  readonly fee?: bigint;
  readonly status?: "pending" | "completed" | "failed" | "returned";
  /**
   * The platform's id under which the same payout is known better: this one then books nothing and is not listed.
   * It stays so, whatever is said of it later.
   */
  readonly supersededBy?: string;
  readonly notes?: Readonly<Record<string, string>>;
};

/** A fee that belongs to no single sale (listing fee, subscription of the shop, tariff). */
export type ChargeSighting = {
  readonly kind: "charge";
  readonly id: string;
  readonly at?: Millis;
  /** The start of the day, for sources that tell the day only. An exact `at` from elsewhere wins over it. */
  readonly dayAt?: Millis;
  readonly currency?: CurrencyCode;
  /** Positive when it costs, negative when it is given back. */
  readonly amount?: bigint;
  readonly feeKind?: FeeKind | "tariff";
  readonly status?: "pending" | "failed" | "completed";
  readonly notes?: Readonly<Record<string, string>>;
};

/** Any other movement of the platform balance. */
export type AdjustmentSighting = {
  readonly kind: "adjustment";
  readonly id: string;
  readonly at?: Millis;
  /** The start of the day, for sources that tell the day only. An exact `at` from elsewhere wins over it. */
  readonly dayAt?: Millis;
  readonly currency?: CurrencyCode;
  /** Signed: positive raises the balance. */
  readonly amount?: bigint;
  /**
   * `correction`: the platform credits or debits the seller; `own-funds`: the owner's money in or out;
   * `payment`: paid to somebody; `unexplained`: goes to suspense until a person says what it is.
   */
  readonly reason?: "correction" | "own-funds" | "payment" | "unexplained" | "reserve-hold" | "reserve-release";
  readonly status?: "pending" | "failed" | "completed";
  readonly notes?: Readonly<Record<string, string>>;
};

/** One currency turned into another inside the platform. Both amounts positive. */
export type ConversionSighting = {
  readonly kind: "conversion";
  readonly id: string;
  readonly at?: Millis;
  readonly dayAt?: Millis;
  readonly from?: { readonly currency: CurrencyCode; readonly amount: bigint };
  readonly to?: { readonly currency: CurrencyCode; readonly amount: bigint };
  readonly status?: "pending" | "failed" | "completed";
  readonly notes?: Readonly<Record<string, string>>;
};
