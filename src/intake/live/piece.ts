import { sha256, toHex } from "../../base/hash.ts";
import { objectKey } from "../../domain/facts/object.ts";
import type { PulledRecord, Rejected } from "../../spec/connector.ts";

/** A record with what it is compared by. */
export type KeyedRecord = {
  readonly record: PulledRecord;
  /** The key of the object it is about; `<source>/product/<id>` for records that are no money. */
  readonly key: string;
  /**
   * What the record is remembered by: the key of its object, or one of its own where it only speaks of an object, as
   * the lines of a payout do of sales.
   */
  readonly recordKey: string;
  readonly sameness: Uint8Array;
  /** The beginning of `sameness` in hex: orders words that were said at one moment. */
  readonly by: string;
};

/** 96 bits: enough to tell apart what one object ever said, and short in every fact. */
const orderingHexDigits = 24;

/** Records that are committed together, and what could not be understood beside them. */
export type Piece = {
  readonly records: readonly KeyedRecord[];
  readonly rejected: readonly Rejected[];
  /** The moment all of it speaks for. */
  readonly fetchedAt: number;
};

/** What a record is remembered by. */
export function keyedRecord(source: string, record: PulledRecord): KeyedRecord {
  const [first] = record.sightings;
  const key = first ? objectKey(source, first.kind, first.id) : `${source}/product/${record.id}`;
  const sameness = sha256(record.sameness);
  const recordKey = first === undefined || first.id === record.id ? key : `${key}#${record.id}`;
  return { record, key, recordKey, sameness, by: toHex(sameness).slice(0, orderingHexDigits) };
}

/** Each word once: a page that lists a record twice says nothing more by it. */
export function withoutRepeats(records: readonly KeyedRecord[]): readonly KeyedRecord[] {
  const words = new Map(records.map((one) => [`${one.by} ${one.recordKey}`, one]));
  return words.size === records.length ? records : [...words.values()];
}
