import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { codeName } from "../domain/books/codes.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { type Amount, amountOf } from "../insight/shown/amount.ts";
import { momentOf } from "../insight/shown/moment.ts";
import { accountBalances } from "../ledger/balances.ts";
import { stoppedAccounts } from "../store/account.ts";
import { journalRows } from "../store/account-journal.ts";
import type { HistoryRow } from "../store/balance.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import { findBookAccount } from "./find-account.ts";
import { type AccountLine, accountLine, saidSign } from "./list-accounts.ts";
import type { Workplace } from "./workplace.ts";

/** One movement on an account; amounts as a person says them of this account. */
export type JournalLine = {
  readonly id: string;
  readonly entry: number;
  readonly txn: string;
  readonly kind: string;
  readonly source: string;
  readonly object: string;
  readonly meaning: string;
  readonly phase: string;
  readonly counterpart: string;
  readonly amount: Amount;
  /** What stood on the account after it. */
  readonly balance: Amount;
  readonly occurredAt: string;
  readonly recordedAt: string;
};

/** Where a page ended: its last transfer, and what stood on the account before that, in minor units. */
export type JournalPlace = { readonly before: bigint; readonly balance: bigint };

export type Journal = {
  readonly account: Omit<AccountLine, "held">;
  readonly items: readonly JournalLine[];
  readonly next: JournalPlace | undefined;
};

export type JournalWish = Asked & {
  readonly path: string;
  readonly currency?: string | undefined;
  readonly after?: JournalPlace | undefined;
  /** 1 to 500. */
  readonly limit: number;
};

/** An account's movements, newest first, each with the balance after it. Problems: those of `findBookAccount`. */
export async function accountJournal(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  wish: JournalWish,
): Promise<Result<Journal, Problem>> {
  const { asOf } = momentOf(clock.now(), wish.asOf, book.timeZone);
  const found = await findBookAccount(store, book, wish.path, wish.currency);
  if (!found.ok) return found;
  const { id, path, currency } = found.value;
  const balances = await accountBalances(store, book.id, {
    prefix: path,
    ...(asOf === undefined ? {} : { knownAt: asOf }),
  });
  const own = balances.find((one) => one.accountId === id);
  if (!own) return ok({ account: nothingOn(path, currency), items: [], next: undefined });
  const { after, limit } = wish;
  const rows = await journalRows(store, id, { before: after?.before, knownAt: asOf, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const { items, balance } = linesOf(shown, after?.balance ?? own.posted, { currency, sign: saidSign(own.type) });
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const { held: _held, ...account } = accountLine(own, (await stoppedAccounts(store, book.id)).get(id) ?? "open");
  return ok({ account, items, next: last && { before: last.transferId, balance } });
}

/** An account that is opened, and on which nothing was ever booked. */
function nothingOn(path: string, currency: string): Omit<AccountLine, "held"> {
  const zero = amountOf(0n, currency).amount;
  return { path, currency, type: "asset", balance: zero, said: zero, state: "open" };
}

/** Goes back from the balance after the first row; gives the balance before the last one with the lines. */
function linesOf(
  rows: readonly HistoryRow[],
  balance: bigint,
  { currency, sign }: { readonly currency: string; readonly sign: 1n | -1n },
): { readonly items: readonly JournalLine[]; readonly balance: bigint } {
  let stood = balance;
  const items = rows.map((row): JournalLine => {
    const after = stood;
    // Holds and their ends are told and move nothing.
    if (row.phase === "post" || row.phase === "settle") stood -= row.amount;
    return {
      id: row.transferId.toString(),
      entry: Number(row.seq),
      txn: row.txnId,
      kind: row.kind,
      source: row.source,
      object: row.objectKey,
      meaning: codeName(Number(row.code)) ?? String(row.code),
      phase: row.phase,
      counterpart: row.counterpart,
      amount: amountOf(sign * row.amount, currency),
      balance: amountOf(sign * after, currency),
      occurredAt: isoTime(Number(row.occurredAt)),
      recordedAt: isoTime(Number(row.recordedAt)),
    };
  });
  return { items, balance: stood };
}
