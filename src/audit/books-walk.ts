import { batchCount, decodePostBatch, type PostBatch } from "../domain/audit/post-batch.ts";
import type { AuditRow } from "../store/audit-log.ts";
import type { Handle } from "../store/handle.ts";
import { readAccounts } from "../store/verify-reads.ts";
import { BookStream, type LoadedTxn } from "./book-stream.ts";
import type { Findings } from "./findings.ts";
import { type Accounts, storedBodyHash } from "./stored-txn.ts";
import { Totals } from "./totals.ts";

/** A book on the walk: what it holds beyond what entries have pinned so far. */
export type OpenBook = { readonly id: bigint; readonly stream: BookStream; nextSeq: bigint };

/** How far a book goes. */
export type BookEnd = { readonly bookId: bigint; readonly seq: bigint };

/** Follows the books along the log: every txn must be pinned by an entry, and be what the entry pinned. */
export class BooksWalk {
  readonly #handle: Handle;
  readonly #findings: Findings;
  readonly #books = new Map<bigint, OpenBook>();
  #missed = false;
  /** The entry after which the walk began; when it is not 0, a book's first entry tells where the book begins. */
  readonly from: number;
  readonly ends: readonly BookEnd[];
  readonly accounts: Accounts;
  readonly totals: Totals;
  txns = 0;
  transfers = 0;

  private constructor(handle: Handle, findings: Findings, from: number, ends: readonly BookEnd[], accounts: Accounts) {
    this.#handle = handle;
    this.#findings = findings;
    this.from = from;
    this.ends = ends;
    this.accounts = accounts;
    this.totals = new Totals(accounts);
  }

  /**
   * `ends` must have been read before the end of the log was looked up: whatever is in a book by then has its entry in
   * that log, however busily others post meanwhile. The accounts are read after it, for the same reason.
   */
  static async open(handle: Handle, findings: Findings, from: number, ends: readonly BookEnd[]): Promise<BooksWalk> {
    const accounts = await readAccounts(handle);
    return new BooksWalk(handle, findings, from, ends, new Map(accounts.map((a) => [Number(a.id), a])));
  }

  /** Whether the totals are those of the whole books: the walk began at the beginning and missed nothing so far. */
  get complete(): boolean {
    return this.from === 0 && !this.#missed;
  }

  /** The book as far as the walk has come; undefined when no entry has pinned anything of it. */
  book(id: bigint): OpenBook | undefined {
    return this.#books.get(id);
  }

  /** Checks the txns that a `ledger.post` entry pins. */
  async follow(entry: AuditRow): Promise<void> {
    const batch = decodePostBatch(entry.payload);
    if (!batch) {
      this.#missed = true;
      this.#findings.add("unreadable-batch", `entry ${entry.seq} pins txns, but which ones cannot be read`, entry.seq);
      return;
    }
    const book = this.#open(batch);
    await this.#closeGap(book, batch.firstSeq, entry.seq);
    for (let i = 0; i < batchCount(batch); i++) {
      await this.#followOne(book, batch.firstSeq + BigInt(i), batch.hashes.subarray(i * 32, i * 32 + 32), entry.seq);
    }
    book.nextSeq = batch.firstSeq + BigInt(batchCount(batch));
  }

  async #followOne(book: OpenBook, seq: bigint, pinned: Uint8Array, entrySeq: bigint): Promise<void> {
    await book.stream.fill();
    const loaded = book.stream.next;
    if (loaded?.txn.seq !== seq) {
      this.#missed = true;
      const sentence = `txn number ${seq} of book ${book.id}, which entry ${entrySeq} pins, is missing`;
      this.#findings.add("missing-txn", sentence, entrySeq);
      return;
    }
    book.stream.advance();
    this.txns += 1;
    this.transfers += loaded.legs.length;
    for (const leg of loaded.legs) this.totals.add(leg);
    const difference = this.#difference(loaded, pinned, entrySeq);
    if (difference) {
      const name = txnName(loaded.txn.id, seq, book.id);
      this.#findings.add("changed-txn", `${name} was changed: ${difference}`, entrySeq);
    }
  }

  #open({ book: id, firstSeq }: PostBatch): OpenBook {
    const known = this.#books.get(id);
    if (known) return known;
    const nextSeq = this.from === 0 ? 1n : firstSeq;
    const opened = { id, stream: new BookStream(this.#handle, id, nextSeq), nextSeq };
    this.#books.set(id, opened);
    return opened;
  }

  /** The log must go on in a book exactly where it left off. */
  async #closeGap(book: OpenBook, firstSeq: bigint, entrySeq: bigint): Promise<void> {
    if (firstSeq === book.nextSeq) return;
    this.#missed = true;
    if (firstSeq < book.nextSeq) {
      const sentence = `entry ${entrySeq} pins txn number ${firstSeq} of book ${book.id} a second time`;
      this.#findings.add("changed-entry", sentence, entrySeq);
      return;
    }
    const last = firstSeq - 1n;
    const which = last === book.nextSeq ? `txn number ${last}` : `txns number ${book.nextSeq} to ${last}`;
    this.#findings.add("unlogged-txn", `no entry of the log pins ${which} of book ${book.id}`, entrySeq);
    for (;;) {
      await book.stream.fill();
      if (!book.stream.next || book.stream.next.txn.seq >= firstSeq) return;
      book.stream.advance();
    }
  }

  #difference({ txn, legs }: LoadedTxn, pinned: Uint8Array, entrySeq: bigint): string | undefined {
    if (BigInt(legs.length) !== txn.nLegs) return `it says ${txn.nLegs} transfers, but has ${legs.length}`;
    for (const { leg, debitAccount, creditAccount, currency } of legs) {
      for (const id of [debitAccount, creditAccount]) {
        const account = this.accounts.get(Number(id));
        if (!account) return `its transfer ${leg} names account ${id}, which does not exist`;
        if (account.bookId !== txn.bookId) return `its transfer ${leg} names an account of book ${account.bookId}`;
        if (account.currency !== currency) {
          return `its transfer ${leg} is in ${currency}, but the account ${account.path} is in ${account.currency}`;
        }
      }
    }
    if (Buffer.compare(storedBodyHash(txn, legs, this.accounts), pinned) !== 0) {
      return `its header, transfers or rate are not what entry ${entrySeq} pins`;
    }
    if (Buffer.compare(txn.bodyHash, pinned) !== 0) return `its stored hash is not the one that entry ${entrySeq} pins`;
    return txn.logSeq === entrySeq ? undefined : `it points to entry ${txn.logSeq}, but entry ${entrySeq} pins it`;
  }
}

/** How a txn is named in a finding. */
export function txnName(id: string, seq: bigint, bookId: bigint): string {
  return `txn ${id} (number ${seq} of book ${bookId})`;
}
