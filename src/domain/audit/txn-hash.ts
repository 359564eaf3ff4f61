import { sha256 } from "../../base/hash.ts";
import { CanonicalBytes } from "./canonical-bytes.ts";

type Whole = bigint | number;

/** The header of a txn as far as it is hashed. */
export type HashedTxn = {
  readonly id: string;
  readonly bookId: Whole;
  readonly seq: Whole;
  readonly kind: string;
  readonly source: string;
  readonly objectKey: string;
  readonly revision: Whole;
  readonly idemKey: string | null;
  readonly occurredAt: Whole;
  readonly recordedAt: Whole;
  readonly reverses: string | null;
  /** The conversion rate stored with the txn, if any. */
  readonly rate?: HashedRate | null | undefined;
};

/** One transfer as far as it is hashed: accounts by path, not by row number, so both engines give the same hash. */
export type HashedLeg = {
  readonly code: Whole;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly amount: Whole;
  readonly phase: string;
  /** `txnId:leg` of the hold that a settle or void resolves, else null. */
  readonly pending: string | null;
};

export type HashedRate = {
  readonly from: string;
  readonly to: string;
  readonly numerator: Whole;
  readonly denominator: Whole;
  readonly source: string;
  readonly at: Whole;
  readonly rounding: string;
};

const txnTag = "millrace/txn/v1";
const writer = new CanonicalBytes();

/**
 * SHA-256 over everything a txn says: header, number of legs, each leg in order, and the rate. Left out is only
 * `log_seq`: the audit entry pins this hash, so the link back is checked against the entry instead.
 * Id, seq and recording time are in it, so two postings of equal content have different hashes; to compare a repeated
 * command with its first txn, compare the content.
 */
export function txnBodyHash(txn: HashedTxn, legs: readonly HashedLeg[]): Uint8Array {
  return sha256(write(txn, legs).view());
}

/** The canonical bytes that `txnBodyHash` hashes. */
export function encodeTxn(txn: HashedTxn, legs: readonly HashedLeg[]): Uint8Array {
  return write(txn, legs).copy();
}

function write(txn: HashedTxn, legs: readonly HashedLeg[]): CanonicalBytes {
  writer
    .start(txnTag)
    .text(txn.id)
    .number(txn.bookId)
    .number(txn.seq)
    .text(txn.kind)
    .text(txn.source)
    .text(txn.objectKey)
    .number(txn.revision)
    .optionalText(txn.idemKey)
    .number(txn.occurredAt)
    .number(txn.recordedAt)
    .optionalText(txn.reverses)
    .number(legs.length);
  for (const leg of legs) writeLeg(leg);
  writeRate(txn.rate ?? null);
  return writer;
}

function writeLeg(leg: HashedLeg): void {
  writer
    .number(leg.code)
    .text(leg.debit)
    .text(leg.credit)
    .text(leg.currency)
    .number(leg.amount)
    .text(leg.phase)
    .optionalText(leg.pending);
}

function writeRate(rate: HashedRate | null): void {
  if (rate === null) {
    writer.optionalText(null);
    return;
  }
  writer
    .text(rate.from)
    .text(rate.to)
    .number(rate.numerator)
    .number(rate.denominator)
    .text(rate.source)
    .number(rate.at)
    .text(rate.rounding);
}
