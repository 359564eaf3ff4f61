import type { Millis } from "../base/clock.ts";

/** Who books what where. */
export type PostCommand = {
  readonly bookId: bigint;
  /** "owner", "engine", a user's id: goes into the audit log. Never personal data. */
  readonly actor: string;
  /** The moment the books learn of it; a clock that steps back is held at the txn before. */
  readonly recordedAt: Millis;
};

/** A txn as it stands in the books. */
export type PostedTxn = {
  readonly id: string;
  readonly seq: bigint;
  readonly bodyHash: Uint8Array;
  readonly recordedAt: Millis;
  /** The audit entry that pins it. */
  readonly logSeq: bigint;
  /** True when the same command had been booked before and nothing was booked now. */
  readonly repeated: boolean;
};
