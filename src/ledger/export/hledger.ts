import { codeName } from "../../domain/books/codes.ts";
import { exponentOf, formatMinor } from "../../domain/money/money.ts";
import { type Day, dayIn } from "../../domain/time/day.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { accountOf, type StoredAccount, type WholeTxn } from "../stored-books.ts";
import { MonthEnds } from "./month-ends.ts";
import { postedOnly, viewBook, walkBook } from "./walk-book.ts";

/** The account types of plain-text accounting, by the root of our paths. */
const rootTypes = { assets: "A", liabilities: "L", equity: "E", income: "R", expenses: "X", suspense: "A" } as const;

/**
 * The book as an hledger journal, in pieces of text: accounts and commodities declared, each transfer a pair of
 * postings, the book's balances asserted exactly at month ends and at the end. Holds are left out: they move nothing.
 * Days are the book's own. `hledger check --strict` accepts it; so does `ledger --permissive`, which judges assertions
 * in the order of the file rather than by date.
 */
export async function* exportHledger(handle: Handle, book: Book): AsyncGenerator<string> {
  const view = await viewBook(handle, book.id);
  const { accounts } = view;
  const day = dayIn(book.timeZone);
  const ends = new MonthEnds(accounts, false);
  yield header(book, [...accounts.values()]);
  for await (const page of walkBook(handle, view)) {
    yield page.map((whole) => txnText(whole, accounts, day, ends)).join("");
  }
  yield* assertions(ends);
}

function header(book: Book, accounts: readonly StoredAccount[]): string {
  const currencies = [...new Set(accounts.map((account) => account.currency))].sort();
  const paths = [...new Set(accounts.map((account) => account.path))];
  return [
    `; ${commentText(book.name)}, book ${commentText(book.slug)}, days of ${book.timeZone}\n\n`,
    ...currencies.map(commodityText),
    "\n",
    ...Object.entries(rootTypes).map(([root, type]) => `account ${root}\n    ; type:${type}\n`),
    ...paths.map((path) => `account ${path}\n`),
    "\n",
  ].join("");
}

/** hledger wants a decimal point in a format, ledger a digit after it: a currency without decimals gets no format. */
function commodityText(code: string): string {
  const decimals = exponentOf(code);
  return decimals === 0
    ? `commodity ${code}\n`
    : `commodity ${code}\n    format 1000.${"0".repeat(decimals)} ${code}\n`;
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
  const reverses = txn.reverses === null ? "" : `, reverses:${tagText(txn.reverses)}`;
  const lines = [
    `${date} (${txn.seq}) ${txn.kind}  ; txn:${tagText(txn.id)}, object:${tagText(txn.objectKey)}${reverses}`,
  ];
  for (const leg of posted) {
    ends.add(date, leg);
    const amount = `${formatMinor(leg.amount, leg.currency)} ${leg.currency}`;
    lines.push(
      `    ${accountOf(accounts, leg.debitAccount).path}  ${amount}  ; code:${codeName(Number(leg.code)) ?? leg.code}`,
    );
    lines.push(`    ${accountOf(accounts, leg.creditAccount).path}  -${amount}`);
  }
  return `${lines.join("\n")}\n\n`;
}

function* assertions(ends: MonthEnds): Generator<string> {
  let day = "";
  for (const { day: on, account, balance } of ends.balances()) {
    const { path, currency } = account;
    const head = on === day ? "" : `${day === "" ? "" : "\n"}${on} balances at the end of ${on}\n`;
    day = on;
    yield `${head}    ${path}  ${formatMinor(0n, currency)} ${currency} = ${formatMinor(balance, currency)} ${currency}\n`;
  }
}

/** Tag values end at a comma, and brackets may hold dates; such characters are percent-encoded, and so is `%`. */
export function tagText(text: string): string {
  return text.replace(/[%,;|[\]\p{Cc}\p{Zl}\p{Zp}]/gu, encodeURIComponent);
}

function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
