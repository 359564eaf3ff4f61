import { type Problem, ProblemError, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { changeAccountState } from "../ledger/account-state.ts";
import { accountEvents, type StoredAccountEvent } from "../store/account-event.ts";
import { type Book, lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { findBookAccount } from "./find-account.ts";
import { typedReason } from "./typed-reason.ts";
import type { Workplace } from "./workplace.ts";

export type AccountChange = {
  readonly path: string;
  readonly currency: string;
  readonly kind: StoredAccountEvent["kind"];
  readonly reason: string;
};

export type ChangedAccount = {
  readonly path: string;
  readonly currency: string;
  /** False when it was so already; `event` then tells since when. */
  readonly changed: boolean;
  /** The newest decision; absent for an account that nobody ever stopped. */
  readonly event: StoredAccountEvent | undefined;
};

/**
 * Freezes, closes or reopens an account; who, when and why stay in the books and in the audit record. An account that
 * is so already is left as it is. Problems: `reason-wrong`, those of `findBookAccount`, `account-closed`.
 */
export async function changeAccount(
  workplace: Workplace,
  book: Book,
  change: AccountChange,
): Promise<Result<ChangedAccount, Problem>> {
  const reason = typedReason(change.reason);
  if (!reason.ok) return reason;
  try {
    return ok(
      await workplace.store.transaction((tx) => decide(tx, workplace, book, { ...change, reason: reason.value })),
    );
  } catch (cause) {
    if (cause instanceof ProblemError) return err(cause.problem);
    throw cause;
  }
}

async function decide(tx: Tx, workplace: Workplace, book: Book, change: AccountChange): Promise<ChangedAccount> {
  const { path, currency, kind } = change;
  await lockBook(tx, book.id);
  const account = await findBookAccount(tx, book, path, currency);
  if (!account.ok) throw new ProblemError(account.error);
  const last = (await accountEvents(tx, account.value.id)).at(-1);
  if ((last?.kind ?? "reopened") === kind) return { path, currency, changed: false, event: last };
  if (last?.kind === "closed" && kind === "frozen") {
    throw new ProblemError(
      problem("account-closed", `The account ${path} (${currency}) is closed, so there is nothing to freeze.`, {
        kept: "Nothing was changed.",
        fix: "Reopen it first.",
      }),
    );
  }
  const { clock, ids, actor } = workplace;
  // The newest decision counts, also when the clock was set back since the one before.
  const at = Math.max(clock.now(), (last?.at ?? 0) + 1);
  const done = await changeAccountState(tx, { bookId: book.id, actor, recordedAt: at }, { ...change, id: ids.next() });
  if (!done.ok) throw new ProblemError({ ...done.error, kept: "Nothing was changed." });
  return { path, currency, changed: true, event: { kind, at, actor, reason: change.reason } };
}
