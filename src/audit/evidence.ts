import { err, ok, type Result } from "../base/result.ts";
import { type AuditEntry, entryHash } from "../domain/audit/encode.ts";
import { fromBase64, toBase64 } from "../domain/audit/note.ts";
import type { PayloadValue } from "../domain/audit/payload.ts";
import { batchCount, decodePostBatch, postAction } from "../domain/audit/post-batch.ts";
import { type HashedLeg, type HashedRate, type HashedTxn, txnBodyHash } from "../domain/audit/txn-hash.ts";

/** A txn and the entry that pins it, as they travel in the `extra` line of a proof. */
export type Evidence = { readonly txn: HashedTxn; readonly legs: readonly HashedLeg[]; readonly entry: AuditEntry };

/** Numbers travel as decimal text: they may be larger than a reader of JSON keeps exact. */
export function packEvidence(txn: HashedTxn, legs: readonly HashedLeg[], entry: AuditEntry): PayloadValue {
  const { rate, ...header } = txn;
  return {
    txn: { ...texts(header), rate: rate ? texts(rate) : null },
    legs: legs.map(texts),
    entry: {
      seq: String(entry.seq),
      ts: String(entry.ts),
      actor: entry.actor,
      action: entry.action,
      payload: toBase64(entry.payload),
      prevHash: toBase64(entry.prevHash),
    },
  };
}

function texts(fields: Readonly<Record<string, string | bigint | number | null>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? null : String(value)]),
  );
}

/**
 * Reads the `extra` line of a proof, and computes the entry's hash from the txn upwards: what comes back is believed
 * once that hash is found in a signed tree. The error completes "… proves nothing: ".
 */
export function openEvidence(extra: Uint8Array): Result<Evidence & { readonly hash: Uint8Array }, string> {
  const read = readEvidence(extra);
  if (!read) return err("its extra line does not hold a txn and its entry");
  const { txn, legs, entry } = read;
  const batch = entry.action === postAction ? decodePostBatch(entry.payload) : undefined;
  const place = batch ? Number(BigInt(txn.seq) - batch.firstSeq) : -1;
  if (!batch || batch.book !== BigInt(txn.bookId) || place < 0 || place >= batchCount(batch)) {
    return err("the entry in it does not pin this txn");
  }
  const pinned = batch.hashes.subarray(place * 32, place * 32 + 32);
  if (Buffer.compare(txnBodyHash(txn, legs), pinned) !== 0) return err("the txn in it is not what the entry pins");
  return ok({ ...read, hash: entryHash(entry) });
}

function readEvidence(extra: Uint8Array): Evidence | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(extra).toString("utf8"));
    const [txn, legs, entry] = [member(value, "txn"), member(value, "legs"), member(value, "entry")];
    const rate = member(txn, "rate");
    if (!Array.isArray(legs)) return undefined;
    return {
      txn: { ...header(txn), rate: rate === null ? null : readRate(rate) },
      legs: legs.map(readLeg),
      entry: readEntry(entry),
    };
  } catch {
    return undefined; // whatever did not fit
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !(name in value)) throw new TypeError(`${name} is missing`);
  return (value as Record<string, unknown>)[name];
}

function text(value: unknown, name: string): string {
  const found = member(value, name);
  if (typeof found !== "string") throw new TypeError(`${name} is not text`);
  return found;
}

function textOrNull(value: unknown, name: string): string | null {
  return member(value, name) === null ? null : text(value, name);
}

const whole = (value: unknown, name: string): bigint => BigInt(text(value, name));

function bytes(value: unknown, name: string): Uint8Array {
  const found = fromBase64(text(value, name));
  if (!found) throw new TypeError(`${name} is not base64`);
  return found;
}

function header(value: unknown): HashedTxn {
  return {
    id: text(value, "id"),
    bookId: whole(value, "bookId"),
    seq: whole(value, "seq"),
    kind: text(value, "kind"),
    source: text(value, "source"),
    objectKey: text(value, "objectKey"),
    revision: whole(value, "revision"),
    idemKey: textOrNull(value, "idemKey"),
    occurredAt: whole(value, "occurredAt"),
    recordedAt: whole(value, "recordedAt"),
    reverses: textOrNull(value, "reverses"),
  };
}

function readRate(value: unknown): HashedRate {
  return {
    from: text(value, "from"),
    to: text(value, "to"),
    numerator: whole(value, "numerator"),
    denominator: whole(value, "denominator"),
    source: text(value, "source"),
    at: whole(value, "at"),
    rounding: text(value, "rounding"),
  };
}

function readLeg(value: unknown): HashedLeg {
  return {
    code: whole(value, "code"),
    debit: text(value, "debit"),
    credit: text(value, "credit"),
    currency: text(value, "currency"),
    amount: whole(value, "amount"),
    phase: text(value, "phase"),
    pending: textOrNull(value, "pending"),
  };
}

function readEntry(value: unknown): AuditEntry {
  return {
    seq: whole(value, "seq"),
    ts: whole(value, "ts"),
    actor: text(value, "actor"),
    action: text(value, "action"),
    payload: bytes(value, "payload"),
    prevHash: bytes(value, "prevHash"),
  };
}
