import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type BalanceRow, keptBalances, mendBalance, summedBalances } from "../store/balance.ts";
import { lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import type { PostCommand } from "./posted-txn.ts";

/** The four counters of a balance, minor units. */
export type Counters = Pick<BalanceRow, "debitPosted" | "creditPosted" | "debitPending" | "creditPending">;

/** A balance that was not what its transfers add up to; `was` is undefined where there was none. */
export type MendedBalance = {
  readonly path: string;
  readonly currency: string;
  readonly was: Counters | undefined;
  readonly is: Counters;
};

/**
 * Computes every balance of a book anew and mends those that differ, in place. Gives what was mended: nothing on healthy
 * books, and then nothing is written either. The guards stay on: they accept a mended balance only when it is exactly
 * what the transfers add up to. What was mended goes into the audit log.
 */
export async function rebuildBalances(tx: Tx, command: PostCommand): Promise<readonly MendedBalance[]> {
  await lockBook(tx, command.bookId);
  const kept = new Map((await keptBalances(tx, command.bookId)).map((row) => [row.accountId, row]));
  const mended: MendedBalance[] = [];
  for (const summed of await summedBalances(tx, command.bookId)) {
    const was = kept.get(summed.accountId);
    if (was !== undefined && sameBalance(was, summed)) continue;
    await mendBalance(tx, summed);
    mended.push({ path: summed.path, currency: summed.currency, was: was && counters(was), is: counters(summed) });
  }
  if (mended.length > 0) {
    const payload = auditPayload({ book: command.bookId, mended });
    await appendAudit(tx, [
      { ts: command.recordedAt, actor: command.actor, action: "ledger.rebuild-balances", payload },
    ]);
  }
  return mended;
}

/** Whether two balances of an account say the same, down to the newest transfer they hold. */
function sameBalance(a: BalanceRow, b: BalanceRow): boolean {
  return (
    a.newest === b.newest &&
    a.debitPosted === b.debitPosted &&
    a.creditPosted === b.creditPosted &&
    a.debitPending === b.debitPending &&
    a.creditPending === b.creditPending
  );
}

function counters({ debitPosted, creditPosted, debitPending, creditPending }: Counters): Counters {
  return { debitPosted, creditPosted, debitPending, creditPending };
}
