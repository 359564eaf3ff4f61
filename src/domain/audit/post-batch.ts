import { assert } from "../../base/assert.ts";
import { CanonicalBytes, CanonicalReader } from "./canonical-bytes.ts";

/** The action of the entry that pins a batch of txns of one book. */
export const postAction = "ledger.post";

/** What one `ledger.post` entry says: these txns, in this order, and nothing else of this book since the entry before. */
export type PostBatch = {
  readonly book: bigint;
  /** The book's sequence number of the first txn. */
  readonly firstSeq: bigint;
  /** Body hashes of the txns, 32 bytes each, one after the other. */
  readonly hashes: Uint8Array;
};

const batchTag = "millrace/post/v1";
const writer = new CanonicalBytes();

/** The payload of a `ledger.post` entry; costs 32 bytes a txn. `bodyHashes` are 32 bytes each and at least one. */
export function encodePostBatch(book: bigint, firstSeq: bigint, bodyHashes: readonly Uint8Array[]): Uint8Array {
  assert(bodyHashes.length > 0, "a batch pins at least one txn");
  const hashes = new Uint8Array(bodyHashes.length * 32);
  bodyHashes.forEach((hash, i) => {
    assert(hash.length === 32, "a body hash has 32 bytes");
    hashes.set(hash, i * 32);
  });
  return writer.start(batchTag).number(book).number(firstSeq).number(bodyHashes.length).bytes(hashes).copy();
}

/** Reads the payload of a `ledger.post` entry; undefined when the bytes are not one. */
export function decodePostBatch(payload: Uint8Array): PostBatch | undefined {
  const reader = new CanonicalReader(payload, batchTag);
  const book = reader.number();
  const firstSeq = reader.number();
  const count = reader.number();
  const hashes = reader.bytes();
  if (book === undefined || firstSeq === undefined || count === undefined || hashes === undefined) return undefined;
  if (!reader.ended() || count === 0n || hashes.length !== Number(count) * 32) return undefined;
  return { book, firstSeq, hashes };
}

/** Number of txns a batch pins. */
export function batchCount(batch: PostBatch): number {
  return batch.hashes.length / 32;
}
