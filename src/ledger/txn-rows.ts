import { limits } from "../base/limits.ts";
import { type HashedLeg, txnBodyHash } from "../domain/audit/txn-hash.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { AccountIndex } from "./account-index.ts";

/** `txn:leg` of holds, by the id of their transfer. */
export type HoldNames = ReadonlyMap<bigint, string>;

/** What the txns of one batch have in common, and the rows gathered so far (columns as in store/txn.ts). */
export type Builder = {
  readonly bookId: bigint;
  readonly recordedAt: bigint;
  readonly accounts: AccountIndex;
  readonly holds: HoldNames;
  readonly transfers: unknown[][];
  readonly rates: unknown[][];
};

/** A draft with its place in the book and the hash over all it says. */
export type SealedTxn = { readonly draft: TxnDraft; readonly seq: bigint; readonly bodyHash: Uint8Array };

/** Leg numbers and counts as the database wants them, made once: a batch needs hundreds. */
const small: readonly bigint[] = Array.from({ length: limits.txnLegsMax + 1 }, (_, i) => BigInt(i));

/** Adds the legs and the rate of one txn to the rows and computes its hash. `legs` are the draft's, in booking order. */
export function sealTxn(builder: Builder, draft: TxnDraft, legs: readonly Leg[], seq: bigint): SealedTxn {
  const hashed: HashedLeg[] = [];
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i] as Leg;
    const debit = builder.accounts.must(leg.debit, leg.currency);
    const credit = builder.accounts.must(leg.credit, leg.currency);
    const phase = leg.phase ?? "post";
    const pendingId = leg.pendingId ?? null;
    const { code, currency, amount } = leg;
    builder.transfers.push([draft.id, small[i], BigInt(code), debit.id, credit.id, currency, amount, phase, pendingId]);
    const pending = pendingId === null ? null : (builder.holds.get(pendingId) ?? "");
    hashed.push({ code, debit: leg.debit, credit: leg.credit, currency, amount, phase, pending });
  }
  const { rate } = draft;
  if (rate) {
    builder.rates.push([
      draft.id,
      rate.from,
      rate.to,
      rate.numerator,
      rate.denominator,
      rate.source,
      BigInt(rate.at),
      rate.rounding,
    ]);
  }
  const header = {
    id: draft.id,
    bookId: builder.bookId,
    seq,
    kind: draft.kind,
    source: draft.source,
    objectKey: draft.objectKey,
    revision: draft.revision,
    idemKey: draft.idemKey ?? null,
    occurredAt: draft.occurredAt,
    recordedAt: builder.recordedAt,
    reverses: draft.reverses ?? null,
    rate: rate ?? null,
  };
  return { draft, seq, bodyHash: txnBodyHash(header, hashed) };
}

/** The header that seals the legs. */
export function headerRow(builder: Builder, { draft, seq, bodyHash }: SealedTxn, logSeq: bigint): unknown[] {
  return [
    draft.id,
    builder.bookId,
    seq,
    draft.kind,
    draft.source,
    draft.objectKey,
    draft.revision,
    draft.idemKey ?? null,
    bodyHash,
    BigInt(draft.occurredAt),
    builder.recordedAt,
    small[draft.legs.length],
    draft.reverses ?? null,
    logSeq,
  ];
}
