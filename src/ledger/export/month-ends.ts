import type { Day } from "../../domain/time/day.ts";
import type { StoredLeg } from "../../store/verify-reads.ts";
import { accountOf, type StoredAccount } from "../stored-books.ts";

/** What an account holds at the end of a day; minor units, debits less credits. */
export type DayBalance = { readonly day: Day; readonly account: StoredAccount; readonly balance: bigint };

/**
 * Gathers what the balance assertions of an export say, while its txns go by in any order of days: memory is a number
 * per account and month, not per txn. Every account is asserted at the end of each month that touched it, and all that
 * were ever touched on the last day.
 */
export class MonthEnds {
  readonly #accounts: ReadonlyMap<bigint, StoredAccount>;
  readonly #withAncestors: boolean;
  readonly #months = new Map<string, Map<bigint, bigint>>();
  readonly #targets = new Map<bigint, readonly bigint[]>();
  #lastDay: Day = "";

  /** `withAncestors`: an account's balance includes that of the accounts below it, as Beancount counts. */
  constructor(accounts: ReadonlyMap<bigint, StoredAccount>, withAncestors: boolean) {
    this.#accounts = accounts;
    this.#withAncestors = withAncestors;
  }

  add(day: Day, leg: StoredLeg): void {
    if (day > this.#lastDay) this.#lastDay = day;
    const month = day.slice(0, 7);
    const changes = this.#months.get(month) ?? new Map<bigint, bigint>();
    this.#months.set(month, changes);
    for (const id of this.#targetsOf(leg.debitAccount)) changes.set(id, (changes.get(id) ?? 0n) + leg.amount);
    for (const id of this.#targetsOf(leg.creditAccount)) changes.set(id, (changes.get(id) ?? 0n) - leg.amount);
  }

  /** The assertions, oldest first; the last month is asserted on the last day that anything occurred. */
  *balances(): Generator<DayBalance> {
    const running = new Map<bigint, bigint>();
    const months = [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [month, changes] of months) {
      for (const [id, change] of changes) running.set(id, (running.get(id) ?? 0n) + change);
      const isLast = this.#lastDay.startsWith(month);
      const day = isLast ? this.#lastDay : lastDayOf(month);
      const shown = [...running].filter(([id]) => isLast || changes.has(id));
      yield* shown.map(([id, balance]) => ({ day, account: accountOf(this.#accounts, id), balance })).sort(byAccount);
    }
  }

  #targetsOf(id: bigint): readonly bigint[] {
    const known = this.#targets.get(id);
    if (known) return known;
    const { currency, path } = accountOf(this.#accounts, id);
    const above = [...this.#accounts.values()].filter(
      (other) => currency === other.currency && path.startsWith(`${other.path}:`),
    );
    const targets = this.#withAncestors ? [id, ...above.map((account) => account.id)] : [id];
    this.#targets.set(id, targets);
    return targets;
  }
}

function byAccount(a: DayBalance, b: DayBalance): number {
  return `${a.account.path} ${a.account.currency}` < `${b.account.path} ${b.account.currency}` ? -1 : 1;
}

/** The last day of "2024-02": "2024-02-29". */
function lastDayOf(month: string): Day {
  const [year, number] = month.split("-").map(Number) as [number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return `${month}-${days}`;
}
