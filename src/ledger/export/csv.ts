import { codeName } from "../../domain/books/codes.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { csvLine, csvText } from "../../domain/text/csv-cell.ts";
import { type Day, dayIn } from "../../domain/time/day.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import type { StoredLeg } from "../../store/verify-reads.ts";
import { accountOf, type StoredAccount, type WholeTxn } from "../stored-books.ts";
import { viewBook, walkBook } from "./walk-book.ts";

const columns = [
  "seq",
  "txn",
  "kind",
  "source",
  "object",
  "reverses",
  "day",
  "occurred_at",
  "recorded_at",
  "leg",
  "code",
  "phase",
  "account",
  "other_account",
  "currency",
  "amount",
  "amount_minor",
] as const;

/**
 * The book as CSV (RFC 4180), in pieces of text: two rows per transfer, one for each account, debits positive and
 * credits negative, so that the rows of any account add up to its balance. Holds and their ends are there too, told by
 * `phase`; only `post` and `settle` count. Text cells are made harmless to spreadsheets; numbers stay numbers.
 */
export async function* exportCsv(handle: Handle, book: Book): AsyncGenerator<string> {
  const view = await viewBook(handle, book.id);
  const { accounts } = view;
  const day = dayIn(book.timeZone);
  yield csvLine(columns);
  for await (const page of walkBook(handle, view)) yield page.map((whole) => rows(whole, accounts, day)).join("");
}

function rows({ txn, legs }: WholeTxn, accounts: ReadonlyMap<bigint, StoredAccount>, day: (at: number) => Day): string {
  const occurredAt = Number(txn.occurredAt);
  const head = [
    String(txn.seq),
    csvText(txn.id),
    csvText(txn.kind),
    csvText(txn.source),
    csvText(txn.objectKey),
    csvText(txn.reverses ?? ""),
    day(occurredAt),
    isoTime(occurredAt),
    isoTime(Number(txn.recordedAt)),
  ];
  const side = (leg: StoredLeg, own: bigint, other: bigint, minor: bigint): string =>
    csvLine([
      ...head,
      String(leg.leg),
      codeName(Number(leg.code)) ?? String(leg.code),
      leg.phase,
      csvText(accountOf(accounts, own).path),
      csvText(accountOf(accounts, other).path),
      leg.currency,
      formatMinor(minor, leg.currency),
      String(minor),
    ]);
  return legs
    .map(
      (leg) =>
        side(leg, leg.debitAccount, leg.creditAccount, leg.amount) +
        side(leg, leg.creditAccount, leg.debitAccount, -leg.amount),
    )
    .join("");
}
