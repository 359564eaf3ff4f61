import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { formatMinor } from "../domain/money/money.ts";
import { addAccountEvent, findAccount } from "../store/account.ts";
import { appendAudit } from "../store/audit-log.ts";
import { keptBalances } from "../store/balance.ts";
import { lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import type { PostCommand } from "./posted-txn.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

export type AccountStateChange = {
  /** Id of the event, made by the caller; later ids sort later. */
  readonly id: string;
  readonly path: string;
  readonly currency: string;
  readonly kind: "frozen" | "closed" | "reopened";
  /** Why, in a person's words; no personal data. */
  readonly reason: string;
};

/**
 * Freezes, closes or reopens an account, as a row that says who, when and why. Only an empty account without holds can
 * be closed: otherwise its money would be out of reach and still in the sums.
 */
export async function changeAccountState(
  tx: Tx,
  command: PostCommand,
  change: AccountStateChange,
): Promise<Result<void, PostingRefusal>> {
  await lockBook(tx, command.bookId);
  const account = await findAccount(tx, command.bookId, change.path, change.currency);
  if (account === undefined) {
    return err(refusal("invalid-draft", `There is no account ${change.path} in ${change.currency}.`));
  }
  if (change.kind === "closed") {
    const rows = (await keptBalances(tx, command.bookId, change.path)).filter((row) => row.accountId === account.id);
    const left = rows.reduce((sum, row) => sum + row.debitPosted - row.creditPosted, 0n);
    const held = rows.reduce((sum, row) => sum + row.debitPending + row.creditPending, 0n);
    if (left !== 0n || held !== 0n) {
      const shown = `${formatMinor(left, change.currency)} ${change.currency}`;
      return err(
        refusal(
          "account-closed",
          `${change.path} holds ${shown}${held === 0n ? "" : " and open holds"}; only an empty account can be closed.`,
        ),
      );
    }
  }
  const { id, kind, reason } = change;
  await addAccountEvent(tx, { id, accountId: account.id, kind, at: command.recordedAt, actor: command.actor, reason });
  const payload = auditPayload({ book: command.bookId, path: change.path, currency: change.currency, kind, reason });
  await appendAudit(tx, [{ ts: command.recordedAt, actor: command.actor, action: "ledger.account-state", payload }]);
  return ok(undefined);
}
