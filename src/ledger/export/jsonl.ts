import { toHex } from "../../base/hash.ts";
import type { HashedLeg } from "../../domain/audit/txn-hash.ts";
import type { Book } from "../../store/book.ts";
import type { Handle } from "../../store/handle.ts";
import { hashedHeader, hashedLeg, type StoredAccount, type WholeTxn } from "../stored-books.ts";
import { viewBook, walkBook } from "./walk-book.ts";

/** Names the form of the lines; another number is another form. */
export const jsonlFormat = "millrace-ledger/1";

/**
 * The book as JSON lines, in pieces of text: a line about the book, a line per txn, a line that says how many there
 * were. Names come in a fixed order and large numbers as text, so equal books give equal bytes. Holds are included, and
 * each txn carries its body hash: `importJsonl` makes the same book of it again.
 */
export async function* exportJsonl(handle: Handle, book: Book): AsyncGenerator<string> {
  const view = await viewBook(handle, book.id);
  const { id, slug, name, homeCurrency, timeZone } = book;
  yield line({
    format: jsonlFormat,
    book: { id: String(id), slug, name, home_currency: homeCurrency, time_zone: timeZone },
  });
  let txns = 0;
  for await (const page of walkBook(handle, view)) {
    txns += page.length;
    yield page.map((whole) => line(txnValue(whole, view.accounts))).join("");
  }
  yield line({ txns });
}

function txnValue({ txn, legs }: WholeTxn, accounts: ReadonlyMap<bigint, StoredAccount>): object {
  const { rate } = hashedHeader(txn);
  return {
    seq: String(txn.seq),
    id: txn.id,
    kind: txn.kind,
    source: txn.source,
    object: txn.objectKey,
    revision: String(txn.revision),
    idem_key: txn.idemKey,
    occurred_at: Number(txn.occurredAt),
    recorded_at: Number(txn.recordedAt),
    reverses: txn.reverses,
    legs: legs.map((leg) => legValue(hashedLeg(leg, accounts))),
    rate: rate
      ? { ...rate, numerator: String(rate.numerator), denominator: String(rate.denominator), at: Number(rate.at) }
      : null,
    hash: toHex(txn.bodyHash),
  };
}

function legValue({ code, debit, credit, currency, amount, phase, pending }: HashedLeg): object {
  return { code: Number(code), debit, credit, currency, amount: String(amount), phase, pending };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
