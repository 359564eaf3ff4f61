import type { AccountTotals } from "../domain/audit/trial-balance.ts";
import type { StoredAccount, StoredLeg } from "../store/verify-reads.ts";
import type { Accounts } from "./stored-txn.ts";

type Counters = { -readonly [K in keyof AccountTotals]: AccountTotals[K] };

/** Adds the legs up again, account by account, without looking at the stored balances. */
export class Totals {
  readonly #accounts: Accounts;
  readonly #counters = new Map<number, Counters>();

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  add(leg: StoredLeg): void {
    const posted = leg.phase === "post" || leg.phase === "settle" ? leg.amount : 0n;
    const pending = pendingChange(leg);
    const debit = this.#of(leg.debitAccount);
    const credit = this.#of(leg.creditAccount);
    if (debit) {
      debit.drPosted += posted;
      debit.drPending += pending;
    }
    if (credit) {
      credit.crPosted += posted;
      credit.crPending += pending;
    }
  }

  /** The counters of every account that ever had a leg. */
  list(): readonly AccountTotals[] {
    return [...this.#counters.values()];
  }

  get(accountId: bigint): AccountTotals | undefined {
    return this.#counters.get(Number(accountId));
  }

  #of(accountId: bigint): Counters | undefined {
    const id = Number(accountId);
    const known = this.#counters.get(id);
    if (known) return known;
    const account = this.#accounts.get(id);
    if (!account) return undefined;
    const fresh = zero(account);
    this.#counters.set(id, fresh);
    return fresh;
  }
}

/** The counters of an account that nothing was booked on. */
export function zero(account: Pick<StoredAccount, "bookId" | "path" | "currency">): Counters {
  const { bookId, path, currency } = account;
  return { bookId, path, currency, drPosted: 0n, crPosted: 0n, drPending: 0n, crPending: 0n };
}

function pendingChange(leg: StoredLeg): bigint {
  switch (leg.phase) {
    case "pend":
      return leg.amount;
    case "settle":
      return -(leg.heldAmount ?? 0n);
    case "void":
      return -leg.amount;
    default:
      return 0n;
  }
}
