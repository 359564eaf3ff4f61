import { assert } from "../base/assert.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { Tx } from "../store/handle.ts";
import { legsWithEnds, txnsByIdemKey } from "../store/txn.ts";
import { readTxn, type StoredTxn } from "../store/verify-reads.ts";
import type { PostedTxn } from "./posted-txn.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/**
 * Of drafts with an idempotency key, those that are booked already, by draft id. The content is compared, not the hash:
 * the hash also covers the id, the place in the book and the time of recording, which a repeated command makes anew;
 * the revision is left out for the same reason. Other content under a used key is refused.
 */
export async function repeatedTxns(
  tx: Tx,
  bookId: bigint,
  drafts: readonly TxnDraft[],
): Promise<Result<ReadonlyMap<string, PostedTxn>, PostingRefusal>> {
  const found = new Map<string, PostedTxn>();
  const keyed = drafts.flatMap((draft) => (draft.idemKey === undefined ? [] : [{ draft, key: draft.idemKey }]));
  if (keyed.length === 0) return ok(found);
  const keys = keyed.map(({ key }) => key);
  const byKey = await txnsByIdemKey(tx, bookId, keys);
  for (const { draft, key } of keyed) {
    const id = byKey.get(key);
    if (id === undefined) continue;
    const stored = await readTxn(tx, id);
    assert(stored !== undefined, "a txn that was found by its key is there");
    if (contentOf(draft) !== (await storedContent(tx, bookId, stored))) {
      return err(refusal("idempotency-mismatch", "The idempotency key was used for something else.", draft));
    }
    found.set(draft.id, asPosted(stored));
  }
  return ok(found);
}

type Content = Pick<TxnDraft, "kind" | "source" | "objectKey" | "occurredAt"> & {
  readonly reverses: string | null;
  readonly rate: readonly string[];
  readonly legs: readonly string[];
};

/** Lists in a fixed order, then JSON: equal texts are equal contents. */
function asText(content: Content): string {
  const { kind, source, objectKey, occurredAt, reverses, rate, legs } = content;
  return JSON.stringify([kind, source, objectKey, occurredAt, reverses, rate, [...legs].sort()]);
}

function contentOf(draft: TxnDraft): string {
  const { rate } = draft;
  return asText({
    ...draft,
    reverses: draft.reverses ?? null,
    rate: rate
      ? [rate.from, rate.to, rate.numerator, rate.denominator, rate.source, rate.at, rate.rounding].map(String)
      : [],
    legs: draft.legs.map((leg) => legText({ ...leg, phase: leg.phase ?? "post", pendingId: leg.pendingId ?? null })),
  });
}

async function storedContent(tx: Tx, bookId: bigint, txn: StoredTxn): Promise<string> {
  const rate = [
    txn.rateFrom,
    txn.rateTo,
    txn.rateNumerator,
    txn.rateDenominator,
    txn.rateSource,
    txn.rateAt,
    txn.rateRounding,
  ];
  return asText({
    ...txn,
    occurredAt: Number(txn.occurredAt),
    rate: txn.rateFrom === null ? [] : rate.map(String),
    legs: (await legsWithEnds(tx, bookId, txn.id)).map(legText),
  });
}

type ComparedLeg = Pick<Leg, "debit" | "credit" | "currency" | "amount"> & {
  readonly code: number | bigint;
  readonly phase: string;
  readonly pendingId: bigint | null;
};

function legText(leg: ComparedLeg): string {
  return [leg.code, leg.debit, leg.credit, leg.currency, leg.amount, leg.phase, leg.pendingId].map(String).join(" ");
}

function asPosted(txn: StoredTxn): PostedTxn {
  const { id, seq, bodyHash, logSeq } = txn;
  return { id, seq, bodyHash, recordedAt: Number(txn.recordedAt), logSeq, repeated: true };
}
