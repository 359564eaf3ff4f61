import type { Millis } from "../../base/clock.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Code } from "./codes.ts";

/** `post` counts at once; `pend` holds; `settle` and `void` end a hold, each at most once. */
export type Phase = "post" | "pend" | "settle" | "void";

/** The `source` of txns that a person books by hand: they follow from no observation. */
export const ownSource = "owner";

/** One transfer to be booked: a positive amount from the credited to the debited account, one currency. */
export type Leg = {
  readonly code: Code;
  /** Account path that receives (debit side). */
  readonly debit: string;
  /** Account path that gives (credit side). */
  readonly credit: string;
  readonly currency: CurrencyCode;
  /** Minor units, 1 … 2^53 − 1. */
  readonly amount: bigint;
  /** `post` when left out. */
  readonly phase?: Phase;
  /** The held transfer's id; required for `settle` and `void`, absent otherwise. */
  readonly pendingId?: bigint;
};

/** The rate a conversion was booked at, as an exact ratio `to = from × numerator / denominator` in major units. */
export type StoredRate = {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Who said so, e.g. "paypal statement". */
  readonly source: string;
  readonly at: Millis;
  readonly rounding: "half-even";
};

/** A set of legs to be sealed under one header. The caller makes `id`, so that a retry is recognisable. */
export type TxnDraft = {
  readonly id: string;
  /** What happened, a seller's noun: "sale", "refund", "payout" … */
  readonly kind: string;
  /** The platform, rail or "owner" whose word this is. */
  readonly source: string;
  /** The object the txn is about, e.g. "gumroad/sale/abc==". */
  readonly objectKey: string;
  /** 0, 1, 2 … per object: two writers of one object collide here. */
  readonly revision: bigint;
  readonly occurredAt: Millis;
  readonly legs: readonly Leg[];
  /** For commands that may be repeated from outside: same key and same body is answered with the first txn. */
  readonly idemKey?: string;
  /** The id of the txn that this one undoes exactly. */
  readonly reverses?: string;
  readonly rate?: StoredRate;
};
