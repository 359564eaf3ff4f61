import type { Millis } from "../../base/clock.ts";
import type { Tables } from "./condition.ts";
import { countWithin } from "./counting.ts";

/** One try of a card, as seen at the payment service. */
export type RetryAttempt = {
  readonly at: Millis;
  /** `automatic`: by the engine. `customer`: they tried again or put in another card. `owner`: by hand. */
  readonly by: "automatic" | "customer" | "owner";
  readonly amount: bigint;
  readonly currency: string;
};

/** A failed payment, and every try of its card that is known. */
export type FailedPayment = {
  /** "visa", "mastercard" …, in small letters. */
  readonly network: string;
  /** Why the last try was declined, as the payment service says it. */
  readonly declineCode: string;
  readonly amount: bigint;
  readonly currency: string;
  /** It was disputed, refunded or cancelled. */
  readonly closed: boolean;
  readonly attempts: readonly RetryAttempt[];
};

/** When an automatic try may be made. `rule` is the id of the rule that says so. */
export type RetryAdvice =
  | { readonly when: "now"; readonly left: number; readonly rule: string }
  | { readonly when: "later"; readonly notBefore: Millis; readonly rule: string }
  | { readonly when: "never"; readonly rule: string };

export type RetryLimit = {
  readonly rule: string;
  /** Absent: cards of all networks. */
  readonly network?: string;
  /** Whose tries count. The networks count everybody's; our own budget is not eaten by what customers do. */
  readonly by: "anybody" | "automatic";
  readonly sameAmount: boolean;
  readonly max: number;
  readonly windowMs: Millis;
};

const dayMs = 86_400_000;

/** The same numbers as in the rules named; a test holds them together. Sources: those rules. */
export const retryLimits: readonly RetryLimit[] = [
  { rule: "HOUSE-02", by: "automatic", sameAmount: false, max: 8, windowMs: 30 * dayMs },
  { rule: "CARD-02", network: "visa", by: "anybody", sameAmount: false, max: 15, windowMs: 30 * dayMs },
  { rule: "CARD-03", network: "mastercard", by: "anybody", sameAmount: false, max: 10, windowMs: dayMs },
  { rule: "CARD-03", network: "mastercard", by: "anybody", sameAmount: true, max: 35, windowMs: 30 * dayMs },
];

/**
 * When the engine may try a payment again, so that no card network's limit and no limit of ours is passed. For planning:
 * the rules are asked again before anything is sent. A decline code that is in no table is never tried again.
 */
export function adviseRetry(payment: FailedPayment, tables: Tables, at: Millis): RetryAdvice {
  if (payment.network === "visa" && inTable(tables, "visa-never", payment.declineCode)) {
    return { when: "never", rule: "CARD-01" };
  }
  if (payment.closed || !inTable(tables, "card-retryable", payment.declineCode)) {
    return { when: "never", rule: "CARD-05" };
  }
  let left = { count: Number.POSITIVE_INFINITY, rule: "" };
  let wait = { until: at, rule: "" };
  for (const limit of retryLimits) {
    if (limit.network !== undefined && limit.network !== payment.network) continue;
    const times = countedTimes(payment, limit, at);
    const room = limit.max - countWithin(times, limit.windowMs, at);
    if (room < left.count) left = { count: room, rule: limit.rule };
    const until = roomFrom(times, limit);
    if (until > wait.until) wait = { until, rule: limit.rule };
  }
  return wait.until > at
    ? { when: "later", notBefore: wait.until, rule: wait.rule }
    : { when: "now", left: left.count, rule: left.rule };
}

function inTable(tables: Tables, name: string, code: string): boolean {
  return tables.codes[name]?.includes(code) === true;
}

/** When the tries that count for a limit were made, the oldest first. */
function countedTimes(payment: FailedPayment, limit: RetryLimit, at: Millis): readonly Millis[] {
  return payment.attempts
    .filter((attempt) => attempt.at <= at && (limit.by === "anybody" || attempt.by === "automatic"))
    .filter(
      (attempt) => !limit.sameAmount || (attempt.amount === payment.amount && attempt.currency === payment.currency),
    )
    .map((attempt) => attempt.at)
    .sort((a, b) => a - b);
}

/** The moment from which on the limit has room: when the max-th newest try leaves the window. */
function roomFrom(times: readonly Millis[], limit: RetryLimit): Millis {
  const last = times[times.length - limit.max];
  return last === undefined ? Number.NEGATIVE_INFINITY : last + limit.windowMs;
}
