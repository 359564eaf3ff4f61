import { assert } from "../base/assert.ts";
import { err, ok, type Result } from "../base/result.ts";
import { encodePostBatch, postAction } from "../domain/audit/post-batch.ts";
import type { TxnDraft } from "../domain/books/txn.ts";
import { appendAudit } from "../store/audit-log.ts";
import { lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { bookHead, holdsById, insertTxns, savepoint } from "../store/txn.ts";
import { accountsOf } from "./account-index.ts";
import { checkDrafts } from "./check-drafts.ts";
import { constraintRefusal } from "./constraint-refusal.ts";
import { explainRefusal } from "./explain-refusal.ts";
import { knownAccounts } from "./known-accounts.ts";
import type { PostCommand, PostedTxn } from "./posted-txn.ts";
import type { PostingRefusal } from "./posting-refusal.ts";
import { repeatedTxns } from "./repeated-txns.ts";
import { stoppedAccount } from "./stopped-account.ts";
import { type Builder, type HoldNames, headerRow, sealTxn } from "./txn-rows.ts";

/**
 * Books a batch of txns in the caller's transaction: all or none. This is the only way into the books.
 *
 * Accounts are opened as their paths ask. One audit entry pins the batch. A refusal leaves the transaction as it was
 * before the call, on both engines, so the caller may go on and commit other work. Drafts with an idempotency key that
 * was used before for the same content are answered with the first txn.
 */
export async function post(
  tx: Tx,
  command: PostCommand,
  drafts: readonly TxnDraft[],
): Promise<Result<readonly PostedTxn[], PostingRefusal>> {
  if (drafts.length === 0) return ok([]);
  const wrong = checkDrafts(drafts);
  if (wrong !== undefined) return err(wrong);
  await lockBook(tx, command.bookId);
  const repeated = await repeatedTxns(tx, command.bookId, drafts);
  if (!repeated.ok) return repeated;
  const known = repeated.value;
  const fresh = known.size === 0 ? drafts : drafts.filter((draft) => !known.has(draft.id));
  const booked = fresh.length === 0 ? ok([]) : await bookOrUndo(tx, command, fresh);
  if (!booked.ok || known.size === 0) return booked;
  const now = booked.value.values();
  return ok(drafts.map((draft) => known.get(draft.id) ?? (now.next().value as PostedTxn)));
}

async function bookOrUndo(
  tx: Tx,
  command: PostCommand,
  drafts: readonly TxnDraft[],
): Promise<Result<readonly PostedTxn[], PostingRefusal>> {
  await savepoint.begin(tx);
  try {
    const booked = await bookBatch(tx, command, drafts);
    await (booked.ok ? savepoint.keep(tx) : takeBack(tx, command.bookId));
    return booked;
  } catch (cause) {
    const meaning = constraintRefusal(cause);
    if (meaning === undefined) throw cause;
    await takeBack(tx, command.bookId);
    return err(await explainRefusal(tx, command.bookId, drafts, meaning));
  }
}

async function takeBack(tx: Tx, bookId: bigint): Promise<void> {
  await savepoint.undo(tx);
  knownAccounts(tx, bookId).undone();
}

async function bookBatch(
  tx: Tx,
  command: PostCommand,
  drafts: readonly TxnDraft[],
): Promise<Result<readonly PostedTxn[], PostingRefusal>> {
  const found = await accountsOf(tx, command.bookId, drafts);
  if (!found.ok) return found;
  const accounts = found.value;
  const stopped = await stoppedAccount(tx, command.bookId, accounts, drafts);
  if (stopped !== undefined) return err(stopped);
  const head = await bookHead(tx, command.bookId);
  const recordedAt = Math.max(command.recordedAt, Number(head.recordedAt));
  const builder: Builder = {
    bookId: command.bookId,
    recordedAt: BigInt(recordedAt),
    accounts,
    holds: await holdNames(tx, drafts),
    transfers: [],
    rates: [],
  };
  const sealed = drafts.map((draft, i) => sealTxn(builder, draft, head.seq + BigInt(i + 1)));
  const payload = encodePostBatch(
    command.bookId,
    head.seq + 1n,
    sealed.map((txn) => txn.bodyHash),
  );
  const [link] = await appendAudit(tx, [{ ts: recordedAt, actor: command.actor, action: postAction, payload }]);
  assert(link !== undefined, "an appended audit entry has a place");
  const headers = sealed.map((txn) => headerRow(builder, txn, link.seq));
  await insertTxns(tx, { transfers: builder.transfers, rates: builder.rates, headers });
  return ok(
    sealed.map(({ draft, seq, bodyHash }) => ({
      id: draft.id,
      seq,
      bodyHash,
      recordedAt,
      logSeq: link.seq,
      repeated: false,
    })),
  );
}

/** `txn:leg` of each hold that the drafts end, as the body hash names it. */
async function holdNames(tx: Tx, drafts: readonly TxnDraft[]): Promise<HoldNames> {
  const ids: bigint[] = [];
  for (const draft of drafts) for (const leg of draft.legs) if (leg.pendingId !== undefined) ids.push(leg.pendingId);
  const holds = await holdsById(tx, ids);
  return new Map(holds.map((hold) => [hold.id, `${hold.txnId}:${hold.leg}`]));
}
