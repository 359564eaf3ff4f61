import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { ownSource } from "../domain/books/txn.ts";
import type { PostedTxn } from "../ledger/posted-txn.ts";
import { reverse } from "../ledger/reverse.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type Book, lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { readFacts } from "../store/object-facts.ts";
import { readTxn, type StoredTxn } from "../store/verify-reads.ts";
import { typedReason } from "./typed-reason.ts";
import type { Workplace } from "./workplace.ts";

/** The txn that was undone, and the one that undoes it. */
export type ReversedTxn = { readonly undone: StoredTxn; readonly by: PostedTxn };

/**
 * Undoes a txn that a person booked, by its exact mirror; the reason goes into the audit record. Problems:
 * `reason-wrong`, `unknown-txn`, `follows-from-observations`, `is-reversal`, and what the ledger refuses.
 */
export async function reverseTxn(
  workplace: Workplace,
  book: Book,
  txnId: string,
  why: string,
): Promise<Result<ReversedTxn, Problem>> {
  const reason = typedReason(why);
  if (!reason.ok) return reason;
  const { store, clock, ids, actor } = workplace;
  try {
    return await store.transaction(async (tx) => {
      await lockBook(tx, book.id);
      const undone = await reversible(tx, book, txnId);
      if (!undone.ok) return undone;
      const recordedAt = clock.now();
      const by = await reverse(tx, { bookId: book.id, actor, recordedAt, id: ids.next() }, txnId);
      // Throwing takes back what the transaction has done.
      if (!by.ok) throw new ProblemError({ ...by.error, kept: "Nothing was changed." });
      const payload = auditPayload({ book: book.id, txn: txnId, by: by.value.id, reason: reason.value });
      await appendAudit(tx, [{ ts: recordedAt, actor, action: "ledger.reverse", payload }]);
      return ok({ undone: undone.value, by: by.value });
    });
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}

async function reversible(tx: Tx, book: Book, txnId: string): Promise<Result<StoredTxn, Problem>> {
  const txn = await readTxn(tx, txnId);
  if (txn === undefined || txn.bookId !== book.id) {
    return err(
      problem("unknown-txn", `There is no txn "${txnId.slice(0, 200)}" in the books of ${book.name}.`, {
        fix: "`millrace books history <account>` shows the ids of txns.",
      }),
    );
  }
  const { source, objectKey, reverses } = txn;
  const kept = "Nothing was changed.";
  if (source !== ownSource || (await readFacts(tx, book.id, [objectKey])).size > 0) {
    return err(
      problem(
        "follows-from-observations",
        `The txn ${txnId} follows from what ${source} said of ${objectKey}; undone, the next import would book it again.`,
        { kept, fix: "Correct it at the source and import its new export." },
      ),
    );
  }
  if (reverses === null) return ok(txn);
  return err(
    problem("is-reversal", `The txn ${txnId} itself undoes ${reverses}.`, {
      kept,
      fix: "Book what happened as a txn of its own.",
    }),
  );
}
