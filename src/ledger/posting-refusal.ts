import type { Problem } from "../base/problem.ts";

export type PostingRefusalCode =
  | "invalid-draft"
  | "unknown-currency"
  | "unknown-book"
  | "insufficient-funds"
  | "account-frozen"
  | "account-closed"
  | "balance-too-large"
  | "idempotency-mismatch"
  | "revision-taken"
  | "txn-id-taken"
  | "already-reversed"
  | "not-a-mirror"
  | "hold-resolved"
  | "hold-mismatch"
  | "unknown-txn"
  | "conflict";

/** Why a batch was not booked: one sentence for people, a code for programs. Nothing of the batch was kept. */
export type PostingRefusal = Problem & {
  readonly code: PostingRefusalCode;
  /** The draft that was refused, where it is known which. */
  readonly txnId?: string;
  readonly objectKey?: string;
};

export const nothingBooked = "Nothing of this batch was booked.";

/** Builds a refusal about one draft, or about the batch as a whole. */
export function refusal(
  code: PostingRefusalCode,
  sentence: string,
  about: { readonly id?: string; readonly objectKey?: string; readonly fix?: string } = {},
): PostingRefusal {
  return {
    code,
    sentence,
    kept: nothingBooked,
    ...(about.fix === undefined ? {} : { fix: about.fix }),
    ...(about.id === undefined ? {} : { txnId: about.id }),
    ...(about.objectKey === undefined ? {} : { objectKey: about.objectKey }),
  };
}
