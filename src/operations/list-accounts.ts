import { formatMinor } from "../domain/money/money.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentOf } from "../insight/shown/moment.ts";
import { type AccountBalance, accountBalances } from "../ledger/balances.ts";
import { type StoppedState, stoppedAccounts } from "../store/account.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** An account with what stands on it, as decimal text of its currency. */
export type AccountLine = {
  readonly path: string;
  readonly currency: string;
  readonly type: AccountBalance["type"];
  /** Debits less credits. */
  readonly balance: string;
  /** As a person says it: what was earned and what is owed are positive. */
  readonly said: string;
  readonly held: string;
  readonly state: "open" | StoppedState;
};

export type AccountList = { readonly asOf: string; readonly past: boolean; readonly accounts: readonly AccountLine[] };

/** Every account by path and currency, now or as the books stood at a moment; then adding up takes as long as the books are. */
export async function listAccountLines(
  { store, clock }: Pick<Workplace, "store" | "clock">,
  book: Book,
  asked: Asked = {},
): Promise<AccountList> {
  const { at, asOf } = momentOf(clock.now(), asked.asOf, book.timeZone);
  const balances = await accountBalances(store, book.id, asOf === undefined ? {} : { knownAt: asOf });
  const stopped = await stoppedAccounts(store, book.id);
  const there = asOf === undefined ? balances : balances.filter(({ newest }) => newest > 0n);
  return {
    asOf: isoTime(at),
    past: asOf !== undefined,
    accounts: there.map((one) => accountLine(one, stopped.get(one.accountId) ?? "open")),
  };
}

/** Income, what is owed and what belongs to the owner stand on the credit side: their sign is turned for people. */
export function saidSign(type: AccountBalance["type"]): 1n | -1n {
  return type === "asset" || type === "expense" ? 1n : -1n;
}

/** One account as it is told. */
export function accountLine(one: AccountBalance, state: AccountLine["state"]): AccountLine {
  const { path, currency, type, posted, pending } = one;
  const sign = saidSign(type);
  return {
    path,
    currency,
    type,
    balance: formatMinor(posted, currency),
    said: formatMinor(sign * posted, currency),
    held: formatMinor(sign * pending, currency),
    state,
  };
}
