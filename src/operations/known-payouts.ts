import { decodeFacts } from "../domain/facts/codec.ts";
import { amountField, type Facts, field } from "../domain/facts/facts.ts";
import { objectKey } from "../domain/facts/object.ts";
import { type ResolvedMovement, resolveMovement } from "../domain/facts/resolve-movement.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { type FactsRow, factsOfKind } from "../store/object-facts.ts";

/** A payout as it is known, under the one key by which it is booked. */
export type KnownPayout = {
  readonly objectKey: string;
  readonly source: string;
  /** The platform's own id. */
  readonly id: string;
  readonly at: number | undefined;
  readonly currency: string | undefined;
  readonly amount: bigint | undefined;
  readonly fee: bigint | undefined;
  /** What is booked; absent while something is missing. */
  readonly movement: ResolvedMovement | undefined;
  /** Why it cannot be booked yet. */
  readonly incomplete: string | undefined;
  /** Keys under which other sources told of the same payout. */
  readonly alsoKnownAs: readonly string[];
  /** Grows whenever what is known of it changes. */
  readonly version: bigint;
};

export type KnownPayouts = {
  readonly payouts: readonly KnownPayout[];
  /** Of payouts that are known better under another key: their key, and that one. */
  readonly superseded: ReadonlyMap<string, string>;
};

/**
 * All payouts of a book in the order of their keys; what is known under two ids is there once. With `asOf` those that
 * had been heard of by then.
 */
export async function knownPayouts(handle: Handle, book: Book, asOf = Number.POSITIVE_INFINITY): Promise<KnownPayouts> {
  const rows = (await factsOfKind(handle, book.id, "payout")).filter(({ firstSeenAt }) => firstSeenAt <= asOf);
  const superseded = new Map<string, string>();
  const payouts: KnownPayout[] = [];
  for (const row of rows) {
    const facts = decodeFacts(row.facts);
    const movement = resolveMovement(facts);
    if (movement.kind === "superseded") superseded.set(row.objectKey, objectKey(row.source, "payout", movement.by));
    else payouts.push(payoutOf(row, facts, movement));
  }
  const others = Map.groupBy(superseded, ([, better]) => better);
  return {
    superseded,
    payouts: payouts.map((one) => ({ ...one, alsoKnownAs: (others.get(one.objectKey) ?? []).map(([key]) => key) })),
  };
}

function payoutOf(
  row: Pick<FactsRow, "objectKey" | "source" | "version">,
  facts: Facts,
  movement: Exclude<ReturnType<typeof resolveMovement>, { kind: "superseded" }>,
): KnownPayout {
  const waits = movement.kind === "incomplete";
  return {
    objectKey: row.objectKey,
    source: row.source,
    id: row.objectKey.slice(objectKey(row.source, "payout", "").length),
    at: facts.at ?? facts.dayAt,
    currency: field(facts, "currency"),
    amount: amountField(facts, "amount"),
    fee: amountField(facts, "fee"),
    movement: waits ? undefined : movement,
    incomplete: waits ? movement.why : undefined,
    alsoKnownAs: [],
    version: row.version,
  };
}
