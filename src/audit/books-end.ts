import { accountNature } from "../domain/books/account.ts";
import { currencyExponent } from "../domain/money/currency.ts";
import { accountTotals } from "../store/checkpoint.ts";
import type { Handle } from "../store/handle.ts";
import { readCurrencies, readTxns, type StoredAccount, strayRows } from "../store/verify-reads.ts";
import { type BookEnd, type BooksWalk, txnName } from "./books-walk.ts";
import type { Findings } from "./findings.ts";
import { zero } from "./totals.ts";

const strayRowsMax = 5;
const counters = ["drPosted", "crPosted", "drPending", "crPending"] as const;

/**
 * After the last entry: no txn may be left over, nothing may lie beside the txns, accounts must be what their paths
 * say and balances the sums of the transfers. Returns a caution when balances could not be compared.
 */
export async function finishBooks(
  handle: Handle,
  books: BooksWalk,
  findings: Findings,
  logUnmoved: () => Promise<boolean>,
): Promise<string | undefined> {
  let complete = books.complete;
  for (const end of books.ends) if (await foundLeftOver(handle, books, end, findings)) complete = false;
  for (const { table, txnId } of await strayRows(handle, strayRowsMax)) {
    findings.add("stray-row", `the table ${table} has a row of txn ${txnId}, which does not exist`);
  }
  for (const account of books.accounts.values()) checkNature(account, findings);
  await checkCurrencies(handle, findings);
  if (books.from > 0) return undefined; // said among the cautions of such a walk
  if (!complete) return "Balances were not compared, because the txns are not complete.";
  const balances = await accountTotals(handle);
  if (!(await logUnmoved())) return "Balances were not compared, because more was booked during the check.";
  checkBalances(balances, books, findings);
  return undefined;
}

async function foundLeftOver(handle: Handle, books: BooksWalk, end: BookEnd, findings: Findings): Promise<boolean> {
  const known = books.book(end.bookId);
  // In a walk from the middle, a book that rested since is only looked at from its newest txn.
  const nextSeq = known?.nextSeq ?? (books.from === 0 ? 1n : end.seq);
  if (nextSeq > end.seq) return false;
  const [left] = await readTxns(handle, end.bookId, nextSeq, 1);
  if (!left || (!known && books.from > 0 && left.logSeq <= BigInt(books.from))) return false;
  const more = end.seq > left.seq ? `, nor are those after it up to number ${end.seq}` : "";
  const name = txnName(left.id, left.seq, end.bookId);
  findings.add("unlogged-txn", `${name} is not pinned by any entry of the log${more}`);
  return true;
}

function checkNature(account: StoredAccount, findings: Findings): void {
  const name = accountName(account);
  try {
    const { type, floor } = accountNature(account.path);
    if (type === account.type && floor === account.floor) return;
    const stored = `${account.type} with floor ${account.floor}`;
    findings.add(
      "changed-account",
      `${name} is stored as ${stored}, but its path makes it ${type} with floor ${floor}`,
    );
  } catch {
    findings.add("changed-account", `${name} has a path that no account of ours has`);
  }
}

async function checkCurrencies(handle: Handle, findings: Findings): Promise<void> {
  for (const { code, exponent } of await readCurrencies(handle)) {
    const known = currencyExponent(code);
    if (known === undefined || BigInt(known) === exponent) continue;
    findings.add("changed-currency", `the currency ${code} has ${known} decimals, but the database says ${exponent}`);
  }
}

function checkBalances(
  balances: Awaited<ReturnType<typeof accountTotals>>,
  books: BooksWalk,
  findings: Findings,
): void {
  const seen = new Set<number>();
  for (const balance of balances) {
    seen.add(Number(balance.accountId));
    const sum = books.totals.get(balance.accountId) ?? zero(balance);
    if (counters.every((name) => sum[name] === balance[name])) continue;
    findings.add("balance-differs", `the balance of ${accountName(balance)} is not the sum of its transfers`);
  }
  for (const account of books.accounts.values()) {
    if (!seen.has(Number(account.id))) findings.add("balance-differs", `${accountName(account)} has no balance row`);
  }
}

function accountName(account: { path: string; currency: string; bookId: bigint }): string {
  return `the account ${account.path} in ${account.currency} (book ${account.bookId})`;
}
