import { fixedClock } from "../../base/clock.ts";
import { type CodeName, codes } from "../../domain/books/codes.ts";
import type { Leg, Phase, TxnDraft } from "../../domain/books/txn.ts";
import { formatMinor, parseMinor } from "../../domain/money/money.ts";
import { addBook, type Book } from "../../store/book.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { openSqlite, type SqliteStore } from "../../store/open-sqlite.ts";
import { accountBalances, type BalancesQuery } from "../balances.ts";
import { post } from "../post.ts";
import type { PostCommand, PostedTxn } from "../posted-txn.ts";

/** The first moment of every test book: 2024-01-01T00:00:00Z. */
export const startOfBooks = 1_704_067_200_000;
const dayMs = 86_400_000;

export type TestBooks<S extends Store = SqliteStore> = {
  readonly store: S;
  readonly book: Book;
  readonly command: PostCommand;
};

/** An empty book in memory. */
export async function memoryBooks(zone = "UTC"): Promise<TestBooks> {
  return booksIn(openSqlite({ path: ":memory:" }), zone);
}

/** Brings any store to the newest schema and adds one empty book. */
export async function booksIn<S extends Store>(store: S, zone = "UTC"): Promise<TestBooks<S>> {
  await migrate(store, fixedClock(startOfBooks));
  const book = await store.transaction((tx) =>
    addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: zone }, startOfBooks),
  );
  return { store, book, command: { bookId: book.id, actor: "test", recordedAt: startOfBooks } };
}

/** Short names for accounts in text: `balance` for `assets:platform:gumroad:main:balance` and so on. */
const shortNames: Readonly<Record<string, string>> = {
  balance: "assets:platform:gumroad:main:balance",
  reserve: "assets:platform:gumroad:main:reserve",
  sales: "income:sales:gumroad:guide",
  refunds: "income:refunds:gumroad:guide",
  "fees:platform": "expenses:fees:gumroad:platform",
  "fees:processing": "expenses:fees:gumroad:processing",
  "fees:dispute": "expenses:fees:gumroad:dispute",
  disputes: "assets:disputes:gumroad",
  chargebacks: "expenses:chargebacks:gumroad",
  transit: "assets:transit:gumroad:main",
  bank: "assets:bank:kcb:main",
  utility: "assets:mpesa:600123:utility",
  charges: "assets:mpesa:600123:charges",
  payables: "liabilities:payables:writer",
  tariff: "expenses:tariff:mpesa",
  opening: "equity:opening",
  fx: "equity:fx",
  "fx-loss": "expenses:fx-loss",
  "bank-fees": "expenses:bank-fees",
};

/** The full path of a short name; a full path stays as it is. */
export function fullPath(name: string): string {
  return shortNames[name] ?? name;
}

const legPattern = /^(pend )?(\S+) ← (\S+) ([0-9.]+) ([A-Z]{3})(?: ([a-z-]+))?$/;

/** Reads `balance ← sales 100.00 USD sale; …`; the word at the end is the code (`adjustment` when left out). */
export function legsFromText(text: string): Leg[] {
  return text.split(";").map((part) => {
    const match = legPattern.exec(part.trim());
    if (!match) throw new Error(`"${part}" is no leg`);
    const [, pend, debit = "", credit = "", amountText = "", currency = "", code = "adjustment"] = match;
    const amount = parseMinor(amountText, currency);
    if (!amount.ok) throw new Error(`"${amountText}": ${amount.error}`);
    const phase: Phase = pend ? "pend" : "post";
    return {
      code: codes[code as CodeName],
      debit: fullPath(debit),
      credit: fullPath(credit),
      currency,
      amount: amount.value,
      phase,
    };
  });
}

let made = 0;

/** A draft with sensible defaults. `day` counts from the start of the books. */
export function draft(
  legs: string | readonly Leg[],
  more: Partial<TxnDraft> & { readonly day?: number } = {},
): TxnDraft {
  made += 1;
  const { day = 0, ...rest } = more;
  return {
    id: `t-${String(made).padStart(8, "0")}`,
    kind: "sale",
    source: "gumroad",
    objectKey: `gumroad/sale/${made}`,
    revision: 0n,
    occurredAt: startOfBooks + day * dayMs,
    legs: typeof legs === "string" ? legsFromText(legs) : legs,
    ...rest,
  };
}

/** Posts and gives the txns; a refusal fails the test with its sentence. */
export async function mustPost(
  books: TestBooks<Store>,
  drafts: readonly TxnDraft[],
  recordedAt = books.command.recordedAt,
): Promise<readonly PostedTxn[]> {
  const posted = await books.store.transaction((tx) => post(tx, { ...books.command, recordedAt }, drafts));
  if (!posted.ok) throw new Error(`refused: ${posted.error.sentence}`);
  return posted.value;
}

/** Posts what must be refused and gives the code and the sentence. */
export async function refusalOf(books: TestBooks<Store>, drafts: readonly TxnDraft[]): Promise<string> {
  const posted = await books.store.transaction((tx) => post(tx, books.command, drafts));
  return posted.ok ? "nothing was refused" : `${posted.error.code}: ${posted.error.sentence}`;
}

/** All balances that are not zero as lines: `assets:bank:kcb:main KES 100.00`, with `(held 5.00)` behind where any is. */
export async function balancesText(books: TestBooks<Store>, query: BalancesQuery = {}): Promise<readonly string[]> {
  const balances = await accountBalances(books.store, books.book.id, query);
  return balances
    .filter((b) => b.posted !== 0n || b.pending !== 0n)
    .map((b) => {
      const held = b.pending === 0n ? "" : ` (held ${formatMinor(b.pending, b.currency)})`;
      return `${b.path} ${b.currency} ${formatMinor(b.posted, b.currency)}${held}`;
    });
}

/** One account's posted balance as text, "0.00" when nobody opened it. */
export async function balanceText(books: TestBooks<Store>, name: string, currency: string): Promise<string> {
  const path = fullPath(name);
  const found = (await accountBalances(books.store, books.book.id, { prefix: path })).find(
    (b) => b.path === path && b.currency === currency,
  );
  return formatMinor(found?.posted ?? 0n, currency);
}
