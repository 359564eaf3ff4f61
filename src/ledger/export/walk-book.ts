import { assert } from "../../base/assert.ts";
import type { Handle } from "../../store/handle.ts";
import { bookHead } from "../../store/txn.ts";
import type { StoredLeg } from "../../store/verify-reads.ts";
import { accountsById, readPage, type StoredAccount, type WholeTxn } from "../stored-books.ts";

/** What an export tells of: the txns up to one that was the newest when it began, and the accounts known after that. */
export type BookView = {
  readonly bookId: bigint;
  readonly newest: bigint;
  readonly accounts: ReadonlyMap<bigint, StoredAccount>;
};

/** Fixes what an export tells of. The end is read before the accounts, so that no txn names an account that is missing. */
export async function viewBook(handle: Handle, bookId: bigint): Promise<BookView> {
  const { seq: newest } = await bookHead(handle, bookId);
  return { bookId, newest, accounts: await accountsById(handle, bookId) };
}

/** The pages of a book as far as the view goes; what is booked meanwhile is left out. */
export async function* walkBook(handle: Handle, { bookId, newest }: BookView): AsyncGenerator<readonly WholeTxn[]> {
  for (let seq = 0n; seq < newest; ) {
    const page = (await readPage(handle, bookId, seq + 1n)).filter(({ txn }) => txn.seq <= newest);
    assert(page.length > 0, "the newest txn of a book can be read again");
    for (const { txn } of page) seq = txn.seq;
    yield page;
  }
}

/** The legs that count: holds and their release move nothing. */
export function postedOnly(legs: readonly StoredLeg[]): readonly StoredLeg[] {
  return legs.filter((leg) => leg.phase === "post" || leg.phase === "settle");
}
