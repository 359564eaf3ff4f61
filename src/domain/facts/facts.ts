import type { Millis } from "../../base/clock.ts";

export type FactsKind = "sale" | "payout" | "charge" | "adjustment" | "conversion";

/**
 * When and by whom something was said. `at` is the moment the source speaks for (a file's own time, a fetch's start);
 * `by` is the hash of what was seen and only breaks ties, so that the order of arrival never matters.
 */
export type Stamp = { readonly at: Millis; readonly by: string };

/** Fields that were last said by one observation. Values are text; amounts are whole minor units as digits. */
export type View = Stamp & { readonly fields: Readonly<Record<string, string>> };

/** One line of a document with the places it was seen at: file → line numbers. Equal identities are one fact line. */
export type FactLine = {
  readonly identity: string;
  readonly productId: string;
  readonly productName: string;
  /** Exact decimal text. */
  readonly quantity: string;
  readonly amount: string;
  readonly seen: Readonly<Record<string, readonly number[]>>;
};

export type FactRefund = Stamp & {
  readonly id: string;
  /** The statement that told it, as `<how it was read>/<its name>`, where `id` is made of the words in it. */
  readonly toldIn?: string;
  readonly on?: Millis;
  readonly amount: bigint;
  readonly tax: bigint;
  readonly feeReturned: bigint;
  readonly partners: bigint | "rest";
};

export type DisputeState = "open" | "won" | "lost";

/**
 * All that is known of one object, merged from its observations. `joinFacts` is commutative, associative and
 * idempotent, so facts depend only on the *set* of observations: repeats, disorder and crashes cannot matter.
 */
export type Facts = {
  readonly kind: FactsKind;
  /** Newest value per field, grouped by the observation that said it; ordered by stamp. */
  readonly views: readonly View[];
  /** Earliest exact time of the event, and the earliest day where only a day was said. */
  readonly at?: Millis;
  readonly dayAt?: Millis;
  /** Running refund totals with the earliest moment each was seen; ordered by total. */
  readonly refundSteps: readonly (readonly [total: bigint, at: Millis])[];
  /** Itemised refunds, newest word per id and statement; ordered by these. */
  readonly refunds: readonly FactRefund[];
  /** Dispute states seen, with the earliest moment of each. */
  readonly disputes: Readonly<Partial<Record<DisputeState, Millis>>>;
  /** Ordered by identity. */
  readonly lines: readonly FactLine[];
};

/** Nothing known yet of an object of this kind: the neutral element of `joinFacts`. */
export function noFacts(kind: FactsKind): Facts {
  return { kind, views: [], refundSteps: [], refunds: [], disputes: {}, lines: [] };
}

/** The newest value of a field, or undefined when nobody has said it. */
export function field(facts: Facts, name: string): string | undefined {
  for (const view of facts.views) {
    const value = view.fields[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The newest value of an amount field in minor units. */
export function amountField(facts: Facts, name: string): bigint | undefined {
  const text = field(facts, name);
  return text === undefined ? undefined : BigInt(text);
}

/** How many times a line is there: the most that any one file shows (two exports of one period overlap, they do not add). */
export function occurrences(line: FactLine): number {
  let most = 0;
  for (const numbers of Object.values(line.seen)) most = Math.max(most, numbers.length);
  return most;
}
