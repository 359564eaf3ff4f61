import { sha256 } from "../../base/hash.ts";
import { CanonicalBytes } from "./canonical-bytes.ts";

/** One link of the audit chain, without its own hash. */
export type AuditEntry = {
  /** 1, 2, 3 … without a gap. */
  readonly seq: bigint;
  /** UTC milliseconds. */
  readonly ts: bigint;
  /** Who did it: "owner", "engine", a user's id. Never personal data. */
  readonly actor: string;
  /** What was done, `noun.verb`, e.g. "ledger.post". */
  readonly action: string;
  /** Canonical bytes of what was done. Never personal data: only hashes or keyed commitments of it. */
  readonly payload: Uint8Array;
  /** Hash of the entry before, 32 zero bytes for the first. */
  readonly prevHash: Uint8Array;
};

const entryTag = "millrace/audit/v1";

/** What stands before the first entry. */
export const zeroHash: Uint8Array = new Uint8Array(32);

const writer = new CanonicalBytes();

function write(entry: AuditEntry): CanonicalBytes {
  return writer
    .start(entryTag)
    .bare(entry.prevHash)
    .number(entry.seq)
    .number(entry.ts)
    .text(entry.actor)
    .text(entry.action)
    .bytes(entry.payload);
}

/** The canonical bytes of an entry: tag ‖ prev_hash ‖ length-prefixed seq, ts, actor, action, payload. */
export function encodeEntry(entry: AuditEntry): Uint8Array {
  return write(entry).copy();
}

/** SHA-256 of the entry's canonical bytes: its place in the chain, and the leaf of the Merkle tree. */
export function entryHash(entry: AuditEntry): Uint8Array {
  return sha256(write(entry).view());
}
