import { printable } from "../../base/log-plain.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { amount, count, counted } from "../../domain/text/amount-text.ts";
import type { AccountBalance } from "../../ledger/balances.ts";
import type { WholeCheck } from "../../operations/check-books.ts";
import type { RebuiltBooks } from "../../operations/rebuild-books.ts";
import type { Book } from "../../store/book.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** What a check of the books, and of what is derived from them, came to. */
export function checkText(check: WholeCheck, width: number, paint: Paint): string {
  const { derived } = check;
  const size = [
    counted(Number(check.txns), "entry", "entries"),
    counted(Number(check.transfers), "transfer"),
    counted(check.accounts, "account"),
    counted(derived.objects, "object"),
  ].join(", ");
  const wrong = check.findings.filter((one) => one.kind === "wrong").map(findingText);
  const open = check.findings.filter((one) => one.kind === "open").map(({ where, sentence }) => [where, sentence]);
  if (derived.unobserved > 0) open.push([counted(derived.unobserved, "entry", "entries"), unobservedText]);
  const left = check.leftOut + derived.more;
  const found = [...wrong, ...derived.findings.map((sentence) => `  ${printable(sentence)}\n`)];
  const head = check.sound
    ? `The books are sound: ${size}.`
    : `The books are not sound: ${counted(found.length + left, "thing is", "things are")} wrong in ${size}.`;
  const wrongText = found.length === 0 ? "" : `\nWrong:\n${found.join("")}`;
  const more = left > 0 ? `  and ${count(left)} more\n` : "";
  const openText =
    open.length === 0
      ? ""
      : `\nNot finished, and not wrong:\n${table([{ title: "" }, { title: "" }], open, width, paint)}`;
  return `${paint.strong(head)}\n${wrongText}${more}${openText}`;
}

/** What an export that was loaded brings: books without the rows that they were made of. */
const unobservedText = "Booked for objects that no file here tells of, so reports do not count them.";

function findingText({ where, sentence }: WholeCheck["findings"][number]): string {
  return `  ${printable(where)}: ${printable(sentence)}\n`;
}

/** What making the derived tables anew came to. */
export function rebuildText({ objects, changed, balances }: RebuiltBooks): string {
  const size = `${counted(objects, "object")} derived anew`;
  if (changed.length === 0 && balances.length === 0) return `${size}; nothing differed.\n`;
  const mended = balances.map(({ path, currency }) => `  balance of ${path} (${currency})\n`);
  return `${size}; these differed and are right now:\n${changed.map((name) => `  ${name}\n`).join("")}${mended.join("")}`;
}

/** Accounts with their balances: debits less credits. */
export function balancesText(balances: readonly AccountBalance[], width: number, paint: Paint): string {
  if (balances.length === 0) return "There is no such account.\n";
  const pending = balances.some((one) => one.pending !== 0n);
  const columns = [
    { title: "Account" },
    { title: "Balance", align: "right" as const },
    ...(pending ? [{ title: "Held", align: "right" as const }] : []),
    { title: "" },
  ];
  const rows = balances.map(({ path, currency, posted, pending: held }) => [
    path,
    amount(formatMinor(posted, currency)),
    ...(pending ? [amount(formatMinor(held, currency))] : []),
    currency,
  ]);
  return `${table(columns, rows, width, paint)}Debits less credits: what you have is positive, what you owe and earn negative.\n`;
}

/** One account for scripts. */
export function balanceJson({ path, currency, type, posted, pending }: AccountBalance): Record<string, string> {
  return {
    account: path,
    currency,
    type,
    balance: formatMinor(posted, currency),
    held: formatMinor(pending, currency),
  };
}

/** The businesses of an installation. */
export function booksText(books: readonly Book[], width: number, paint: Paint): string {
  const columns = [
    { title: "Books" },
    { title: "Name", mayShrink: true },
    { title: "Home currency" },
    { title: "Days of" },
  ];
  return table(
    columns,
    books.map(({ slug, name, homeCurrency, timeZone }) => [slug, name, homeCurrency, timeZone]),
    width,
    paint,
  );
}
