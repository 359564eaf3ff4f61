import { err, type Result } from "../base/result.ts";
import type { Code } from "../domain/books/codes.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { Tx } from "../store/handle.ts";
import { type HoldRow, legsWithEnds, newestRevisions, reversalOf } from "../store/txn.ts";
import { readTxn, type StoredTxn } from "../store/verify-reads.ts";
import { single } from "./holds.ts";
import { post } from "./post.ts";
import type { PostCommand, PostedTxn } from "./posted-txn.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

export type ReverseCommand = PostCommand & {
  /** The id of the new txn, made by the caller. */
  readonly id: string;
  readonly idemKey?: string;
};

/**
 * Undoes a txn by its exact mirror; both stay in the books. What was posted moves back, what is still held is let go.
 * A txn that ended a hold, or whose holds were ended, cannot be undone: money has moved outside, which is a new event.
 * The mirror keeps kind, object and time of the txn, so that every figure of that day loses exactly what it had; when
 * it was undone is its time of recording.
 */
export async function reverse(
  tx: Tx,
  command: ReverseCommand,
  txnId: string,
): Promise<Result<PostedTxn, PostingRefusal>> {
  const stored = await readTxn(tx, txnId);
  if (stored === undefined || stored.bookId !== command.bookId) {
    return err(refusal("unknown-txn", `There is no txn ${txnId} in this book.`, command));
  }
  const legs = await legsWithEnds(tx, command.bookId, txnId);
  const wrong = command.idemKey === undefined ? await irreversible(tx, command, stored, legs) : undefined;
  if (wrong !== undefined) return err(wrong);
  let { revision } = stored;
  for (const newest of (await newestRevisions(tx, command.bookId, [stored.objectKey])).values()) revision = newest;
  return single(await post(tx, command, [mirror(command, stored, legs, revision + 1n)]));
}

async function irreversible(
  tx: Tx,
  command: ReverseCommand,
  stored: StoredTxn,
  legs: readonly HoldRow[],
): Promise<PostingRefusal | undefined> {
  const by = await reversalOf(tx, stored.id);
  if (by !== undefined) return refusal("already-reversed", `The txn ${stored.id} was reversed by ${by}.`, command);
  const fix = "Book what happened since as a txn of its own.";
  if (legs.some((leg) => leg.pendingId !== null)) {
    return refusal("hold-resolved", `The txn ${stored.id} ended a hold and cannot be reversed.`, { ...command, fix });
  }
  const ended = legs.find((leg) => leg.endedBy !== null);
  if (ended === undefined) return undefined;
  return refusal(
    "hold-resolved",
    `What the txn ${stored.id} held was ended by ${ended.endedBy}; it cannot be reversed.`,
    { ...command, fix },
  );
}

function mirror(command: ReverseCommand, stored: StoredTxn, legs: readonly HoldRow[], revision: bigint): TxnDraft {
  return {
    id: command.id,
    kind: stored.kind,
    source: stored.source,
    objectKey: stored.objectKey,
    revision,
    occurredAt: Number(stored.occurredAt),
    reverses: stored.id,
    legs: legs.map(mirrorLeg),
    ...(command.idemKey === undefined ? {} : { idemKey: command.idemKey }),
  };
}

function mirrorLeg(leg: HoldRow): Leg {
  const { debit, credit, currency, amount } = leg;
  const code = Number(leg.code) as Code;
  if (leg.phase === "pend") return { code, debit, credit, currency, amount, phase: "void", pendingId: leg.id };
  return { code, debit: credit, credit: debit, currency, amount };
}
