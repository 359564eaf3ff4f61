import { codeName } from "../../domain/books/codes.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { type Day, dayIn, nextDay } from "../../domain/time/day.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { occurredRange } from "../../store/txn.ts";
import { accountOf, type StoredAccount, type WholeTxn } from "../stored-books.ts";
import { beancountAccount } from "./beancount-account.ts";
import { MonthEnds } from "./month-ends.ts";
import { postedOnly, viewBook, walkBook } from "./walk-book.ts";

/**
 * The book as a Beancount file, in pieces of text. Accounts are opened with their currencies and carry our path as
 * `path`. Balances are asserted with no tolerance (left out, Beancount lets one unit of the last digit pass), each on the
 * morning after, which is when Beancount looks. Holds are left out: they move nothing.
 */
export async function* exportBeancount(handle: Handle, book: Book): AsyncGenerator<string> {
  const view = await viewBook(handle, book.id);
  const { accounts } = view;
  const day = dayIn(book.timeZone);
  const range = await occurredRange(handle, book.id);
  const ends = new MonthEnds(accounts, true);
  yield header(book, [...accounts.values()], day(Number(range?.first ?? 0n)));
  for await (const page of walkBook(handle, view)) {
    yield page.map((whole) => txnText(whole, accounts, day, ends)).join("");
  }
  for (const { day: on, account, balance } of ends.balances()) {
    const { path, currency } = account;
    yield `${nextDay(on)} balance ${beancountAccount(path)}  ${formatMinor(balance, currency)} ~ ${formatMinor(0n, currency)} ${currency}\n`;
  }
}

function header(book: Book, accounts: readonly StoredAccount[], firstDay: Day): string {
  const byPath = Map.groupBy(accounts, (account) => account.path);
  const currencies = [...new Set(accounts.map((account) => account.currency))].sort();
  return [
    `option "title" ${quoted(`${book.name}, book ${book.slug}, days of ${book.timeZone}`)}\n`,
    `option "operating_currency" "${book.homeCurrency}"\n\n`,
    ...currencies.map((code) => `${firstDay} commodity ${code}\n`),
    "\n",
    ...[...byPath].map(([path, same]) => {
      const codes = same.map((account) => account.currency).join(",");
      return `${firstDay} open ${beancountAccount(path)} ${codes}\n  path: ${quoted(path)}\n`;
    }),
    "\n",
  ].join("");
}

function txnText(
  { txn, legs }: WholeTxn,
  accounts: ReadonlyMap<bigint, StoredAccount>,
  day: (at: number) => Day,
  ends: MonthEnds,
): string {
  const posted = postedOnly(legs);
  if (posted.length === 0) return "";
  const date = day(Number(txn.occurredAt));
  const lines = [
    `${date} * ${quoted(txn.source)} ${quoted(txn.kind)}`,
    `  seq: ${txn.seq}`,
    `  txn: ${quoted(txn.id)}`,
    `  object: ${quoted(txn.objectKey)}`,
  ];
  if (txn.reverses !== null) lines.push(`  reverses: ${quoted(txn.reverses)}`);
  for (const leg of posted) {
    ends.add(date, leg);
    const amount = `${formatMinor(leg.amount, leg.currency)} ${leg.currency}`;
    lines.push(`  ${nameOf(accounts, leg.debitAccount)}  ${amount}`);
    lines.push(`    code: "${codeName(Number(leg.code)) ?? leg.code}"`);
    lines.push(`  ${nameOf(accounts, leg.creditAccount)}  -${amount}`);
  }
  return `${lines.join("\n")}\n\n`;
}

function nameOf(accounts: ReadonlyMap<bigint, StoredAccount>, id: bigint): string {
  return beancountAccount(accountOf(accounts, id).path);
}

function quoted(text: string): string {
  return `"${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/["\\]/g, "\\$&")}"`;
}
