import type { TxnDraft } from "../domain/books/txn.ts";
import { formatMinor } from "../domain/money/money.ts";
import { keptBalances } from "../store/balance.ts";
import { listBooks } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { holdsById, newestRevisions, takenTxnIds } from "../store/txn.ts";
import { findOverdraft } from "./overdraft.ts";
import { type PostingRefusal, type PostingRefusalCode, refusal } from "./posting-refusal.ts";

type Meaning = { readonly code: PostingRefusalCode; readonly sentence: string };

/**
 * Says more about a refusal than the database did: which account, which object, which txn. Runs after the batch was
 * taken back; only refused batches pay for it.
 */
export async function explainRefusal(
  tx: Tx,
  bookId: bigint,
  drafts: readonly TxnDraft[],
  meaning: Meaning,
): Promise<PostingRefusal> {
  const only = drafts.length === 1 ? drafts[0] : undefined;
  const detailed =
    meaning.code === "insufficient-funds"
      ? await explainFunds(tx, bookId, drafts)
      : meaning.code === "revision-taken"
        ? await explainRevision(tx, bookId, drafts)
        : meaning.code === "txn-id-taken"
          ? await explainId(tx, drafts)
          : meaning.code === "invalid-draft"
            ? await explainBook(tx, bookId)
            : undefined;
  return detailed ?? refusal(meaning.code, meaning.sentence, only);
}

async function explainFunds(tx: Tx, bookId: bigint, drafts: readonly TxnDraft[]): Promise<PostingRefusal | undefined> {
  const ended = drafts.flatMap((draft) => draft.legs.flatMap((leg) => leg.pendingId ?? []));
  const held = new Map((await holdsById(tx, ended)).map((hold) => [hold.id, hold.amount]));
  const found = findOverdraft(drafts, await keptBalances(tx, bookId, "assets:"), (id) => held.get(id) as bigint);
  if (found === undefined) return undefined;
  const shown = (amount: bigint): string => `${formatMinor(amount, found.currency)} ${found.currency}`;
  const sentence = `${found.path} has ${shown(found.available)} available, holds taken off, and ${shown(found.wanted)} is asked of it.`;
  return refusal("insufficient-funds", sentence, found.draft);
}

async function explainRevision(
  tx: Tx,
  bookId: bigint,
  drafts: readonly TxnDraft[],
): Promise<PostingRefusal | undefined> {
  const newest = await newestRevisions(
    tx,
    bookId,
    drafts.map((draft) => draft.objectKey),
  );
  const taken = drafts.find((draft) => draft.revision <= (newest.get(draft.objectKey) ?? -1n));
  if (taken === undefined) return undefined;
  const fix = "Read what is booked for it now and compute the difference again.";
  return refusal("revision-taken", `Revision ${taken.revision} of ${taken.objectKey} is booked already.`, {
    ...taken,
    fix,
  });
}

async function explainId(tx: Tx, drafts: readonly TxnDraft[]): Promise<PostingRefusal | undefined> {
  const ids = await takenTxnIds(
    tx,
    drafts.map((draft) => draft.id),
  );
  const taken = drafts.find((draft) => ids.has(draft.id));
  return taken && refusal("txn-id-taken", `The txn ${taken.id} is booked already.`, taken);
}

async function explainBook(tx: Tx, bookId: bigint): Promise<PostingRefusal | undefined> {
  const known = (await listBooks(tx)).some((book) => book.id === bookId);
  return known ? undefined : refusal("unknown-book", `There is no book ${bookId}.`);
}
