import { accountNature, isAccountPath } from "../domain/books/account.ts";
import { formatMinor } from "../domain/money/money.ts";
import { type BalanceRow, keptBalances } from "../store/balance.ts";
import type { Handle } from "../store/handle.ts";
import { bookHead } from "../store/txn.ts";
import { CheckFindings, type Finding } from "./check-findings.ts";
import { CheckPins } from "./check-pins.ts";
import { CheckTally, type Tally } from "./check-tally.ts";
import { accountsById, readPage } from "./stored-books.ts";

/** What a check of one book came to. */
export type BooksCheck = {
  readonly txns: bigint;
  readonly transfers: bigint;
  readonly accounts: number;
  /** True when nothing is wrong; clearing accounts that are merely open do not count. */
  readonly sound: boolean;
  /** What was found, in the order of the books; at most `CheckFindings` keeps. */
  readonly findings: readonly Finding[];
  /** Findings beyond those. */
  readonly leftOut: number;
};

export type CheckOptions = {
  /** Told after each page: how many of the txns are done. */
  readonly onProgress?: (done: bigint, total: bigint) => void;
};

/**
 * Goes through a whole book from its first txn and computes everything anew: sequence, leg counts, hashes, audit pins,
 * floors, the four counters of each account, debits against credits. Memory does not grow with the book. Whether the
 * audit log itself is whole is the verifier's work (`millrace audit verify`).
 */
export async function checkBooks(handle: Handle, bookId: bigint, options: CheckOptions = {}): Promise<BooksCheck> {
  const findings = new CheckFindings();
  const pins = new CheckPins(handle, bookId, findings);
  const tally = new CheckTally(await accountsById(handle, bookId), findings);
  let balances: readonly BalanceRow[];
  // Books that are being written to: go on until nothing was booked between the last page and the balances.
  do {
    await walk(handle, bookId, tally, pins, options);
    tally.accounts = await accountsById(handle, bookId);
    balances = await keptBalances(handle, bookId);
  } while ((await bookHead(handle, bookId)).seq > tally.seq);
  pins.finish();
  compareBalances(balances, tally, findings);
  compareSums(balances, findings);
  nameOpenAccounts(balances, findings);
  return {
    txns: tally.txns,
    transfers: tally.transfers,
    accounts: tally.accounts.size,
    sound: findings.wrong === 0,
    findings: findings.kept,
    leftOut: findings.leftOut,
  };
}

async function walk(
  handle: Handle,
  bookId: bigint,
  tally: CheckTally,
  pins: CheckPins,
  options: CheckOptions,
): Promise<void> {
  const total = (await bookHead(handle, bookId)).seq;
  for (;;) {
    const page = await readPage(handle, bookId, tally.seq + 1n);
    if (page.length === 0) return;
    await tally.prepare(handle, bookId, page);
    for (const whole of page) tally.add(whole);
    await pins.add(page.map(({ txn }) => txn));
    options.onProgress?.(tally.seq, total > tally.seq ? total : tally.seq);
  }
}

const counterNames = ["debitPosted", "creditPosted", "debitPending", "creditPending"] as const;

function compareBalances(balances: readonly BalanceRow[], tally: CheckTally, findings: CheckFindings): void {
  const kept = new Map(balances.map((row) => [row.accountId, row]));
  for (const account of tally.accounts.values()) {
    const where = `account ${account.path} (${account.currency})`;
    const nature = isAccountPath(account.path) ? accountNature(account.path) : undefined;
    if (nature?.type !== account.type || nature.floor !== account.floor) {
      findings.add("wrong", "account-nature", where, "It is not of the type and floor that its path stands for.");
    }
    const row = kept.get(account.id);
    const sums: Tally = tally.of(account.id);
    const differing = counterNames.filter((name) => row?.[name] !== sums[name]);
    if (differing.length === 0) continue;
    const shown = differing
      .map((name) => `${name} is ${row?.[name] ?? "missing"} and adds up to ${sums[name]}`)
      .join(", ");
    findings.add(
      "wrong",
      "balance-differs",
      where,
      `The kept balance is not what its transfers add up to: ${shown}. \`millrace books rebuild\` mends it.`,
    );
  }
}

function compareSums(balances: readonly BalanceRow[], findings: CheckFindings): void {
  for (const [currency, rows] of Map.groupBy(balances, (row) => row.currency)) {
    const debits = rows.reduce((sum, row) => sum + row.debitPosted, 0n);
    const credits = rows.reduce((sum, row) => sum + row.creditPosted, 0n);
    if (debits === credits) continue;
    findings.add(
      "wrong",
      "debits-credits",
      `currency ${currency}`,
      `Debits are ${formatMinor(debits, currency)} and credits ${formatMinor(credits, currency)}; they must be equal.`,
    );
  }
}

/** Accounts that are passed through and have to come back to zero. */
const clearingPrefixes = ["assets:transit:", "assets:disputes:", "suspense:"];

function nameOpenAccounts(balances: readonly BalanceRow[], findings: CheckFindings): void {
  for (const row of balances) {
    const posted = row.debitPosted - row.creditPosted;
    if (posted === 0n || !clearingPrefixes.some((prefix) => row.path.startsWith(prefix))) continue;
    const where = `account ${row.path} (${row.currency})`;
    findings.add(
      "open",
      "clearing-open",
      where,
      `${formatMinor(posted, row.currency)} ${row.currency} is on its way or unexplained; nothing is wrong, it is not finished.`,
    );
  }
}
