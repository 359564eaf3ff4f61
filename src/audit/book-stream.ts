import type { Handle } from "../store/handle.ts";
import { readLegs, readTxns, type StoredLeg, type StoredTxn } from "../store/verify-reads.ts";

export type LoadedTxn = { readonly txn: StoredTxn; readonly legs: readonly StoredLeg[] };

const pageSize = 500;

/** Reads the txns of one book in order, a page at a time. */
export class BookStream {
  readonly #handle: Handle;
  readonly #bookId: bigint;
  #page: LoadedTxn[] = [];
  #at = 0;
  #readFrom: bigint;

  constructor(handle: Handle, bookId: bigint, fromSeq: bigint) {
    this.#handle = handle;
    this.#bookId = bookId;
    this.#readFrom = fromSeq;
  }

  /** The next txn, which stays the next until `advance`; undefined at the end of the book. */
  get next(): LoadedTxn | undefined {
    return this.#page[this.#at];
  }

  advance(): void {
    this.#at += 1;
  }

  /** Makes sure that `next` is the next txn, if there is one. */
  async fill(): Promise<void> {
    if (this.#at < this.#page.length) return;
    const txns = await readTxns(this.#handle, this.#bookId, this.#readFrom, pageSize);
    const [first, last] = [txns[0], txns.at(-1)];
    this.#at = 0;
    this.#page = first && last ? join(txns, await readLegs(this.#handle, this.#bookId, first.seq, last.seq)) : [];
    if (last) this.#readFrom = last.seq + 1n;
  }
}

/** Both lists are in the order of seq. */
function join(txns: readonly StoredTxn[], legs: readonly StoredLeg[]): LoadedTxn[] {
  let at = 0;
  return txns.map((txn) => {
    const from = at;
    while (at < legs.length && legs[at]?.seq === txn.seq) at += 1;
    return { txn, legs: legs.slice(from, at) };
  });
}
