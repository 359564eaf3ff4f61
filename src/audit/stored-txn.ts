import { type HashedLeg, type HashedRate, type HashedTxn, txnBodyHash } from "../domain/audit/txn-hash.ts";
import type { StoredAccount, StoredLeg, StoredTxn } from "../store/verify-reads.ts";

/** Accounts by number; ids are small, so plain numbers serve as keys. */
export type Accounts = ReadonlyMap<number, StoredAccount>;

/** A stored header in the form that is hashed. */
export function hashedTxn(txn: StoredTxn): HashedTxn {
  const { id, bookId, seq, kind, source, objectKey, revision, idemKey, occurredAt, recordedAt, reverses } = txn;
  return {
    id,
    bookId,
    seq,
    kind,
    source,
    objectKey,
    revision,
    idemKey,
    occurredAt,
    recordedAt,
    reverses,
    rate: hashedRate(txn),
  };
}

function hashedRate(txn: StoredTxn): HashedRate | null {
  if (txn.rateFrom === null) return null;
  return {
    from: txn.rateFrom,
    to: txn.rateTo ?? "",
    numerator: txn.rateNumerator ?? 0n,
    denominator: txn.rateDenominator ?? 0n,
    source: txn.rateSource ?? "",
    at: txn.rateAt ?? 0n,
    rounding: txn.rateRounding ?? "",
  };
}

/** A stored leg in the form that is hashed; an account that is gone gets a path that no account has. */
export function hashedLeg(leg: StoredLeg, accounts: Accounts): HashedLeg {
  return {
    code: leg.code,
    debit: accounts.get(Number(leg.debitAccount))?.path ?? "",
    credit: accounts.get(Number(leg.creditAccount))?.path ?? "",
    currency: leg.currency,
    amount: leg.amount,
    phase: leg.phase,
    pending: leg.pendingId === null ? null : `${leg.heldTxn ?? ""}:${leg.heldLeg ?? ""}`,
  };
}

/** The body hash of a txn as it is stored now. */
export function storedBodyHash(txn: StoredTxn, legs: readonly StoredLeg[], accounts: Accounts): Uint8Array {
  return txnBodyHash(
    hashedTxn(txn),
    legs.map((leg) => hashedLeg(leg, accounts)),
  );
}
