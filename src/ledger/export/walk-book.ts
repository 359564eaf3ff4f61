import type { Handle } from "../../store/handle.ts";
import { bookHead } from "../../store/txn.ts";
import type { StoredLeg } from "../../store/verify-reads.ts";
import { readPage, type WholeTxn } from "../stored-books.ts";

/** The pages of a book up to the txn that is its newest when the walk begins; what is booked meanwhile is left out. */
export async function* walkBook(handle: Handle, bookId: bigint): AsyncGenerator<readonly WholeTxn[]> {
  const { seq: newest } = await bookHead(handle, bookId);
  for (let seq = 0n; seq < newest; ) {
    const page = (await readPage(handle, bookId, seq + 1n)).filter(({ txn }) => txn.seq <= newest);
    seq = page.at(-1)?.txn.seq ?? newest;
    yield page;
  }
}

/** The legs that count: holds and their release move nothing. */
export function postedOnly(legs: readonly StoredLeg[]): readonly StoredLeg[] {
  return legs.filter((leg) => leg.phase === "post" || leg.phase === "settle");
}
