import type { Millis } from "../../base/clock.ts";
import type { Leg, StoredRate } from "./txn.ts";

/** What the books should hold for one object at one moment: the legs of one kind of event. */
export type Part = {
  /** "sale", "refund", "dispute", "payout" … the txn's kind. */
  readonly kind: string;
  readonly occurredAt: Millis;
  readonly legs: readonly Leg[];
  readonly rate?: StoredRate;
};
