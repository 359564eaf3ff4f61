import { toHex } from "../base/hash.ts";
import { txnBodyHash } from "../domain/audit/txn-hash.ts";
import type { Handle } from "../store/handle.ts";
import { readLegs, readTxn, type StoredLeg } from "../store/verify-reads.ts";
import type { CheckFindings } from "./check-findings.ts";
import { accountsById, hashedHeader, hashedLeg, type StoredAccount, type WholeTxn } from "./stored-books.ts";

/** The four counters of an account as its transfers add up. */
export type Tally = { debitPosted: bigint; creditPosted: bigint; debitPending: bigint; creditPending: bigint };

/** Adds up a book txn by txn and looks at each for what its own rows can tell. */
export class CheckTally {
  accounts: ReadonlyMap<bigint, StoredAccount>;
  seq = 0n;
  txns = 0n;
  transfers = 0n;
  readonly #findings: CheckFindings;
  readonly #tallies = new Map<bigint, Tally>();
  #recordedAt = 0n;
  /** Legs of the txns that the page's reversals undo. */
  readonly #undone = new Map<string, readonly StoredLeg[]>();

  constructor(accounts: ReadonlyMap<bigint, StoredAccount>, findings: CheckFindings) {
    this.accounts = accounts;
    this.#findings = findings;
  }

  /** Reads what the txns of a page refer to; accounts may have been opened since the check began. */
  async prepare(handle: Handle, bookId: bigint, page: readonly WholeTxn[]): Promise<void> {
    const known = page.every(({ legs }) =>
      legs.every((leg) => this.accounts.has(leg.debitAccount) && this.accounts.has(leg.creditAccount)),
    );
    if (!known) this.accounts = await accountsById(handle, bookId);
    this.#undone.clear();
    for (const { txn } of page) {
      const undone = txn.reverses === null ? undefined : await readTxn(handle, txn.reverses);
      if (undone) this.#undone.set(undone.id, await readLegs(handle, undone.bookId, undone.seq, undone.seq));
    }
  }

  of(accountId: bigint): Tally {
    const known = this.#tallies.get(accountId);
    if (known) return known;
    const tally: Tally = { debitPosted: 0n, creditPosted: 0n, debitPending: 0n, creditPending: 0n };
    this.#tallies.set(accountId, tally);
    return tally;
  }

  add({ txn, legs }: WholeTxn): void {
    const wrong = (code: string, sentence: string): void =>
      this.#findings.add("wrong", code, `txn ${txn.seq} (${txn.id}, ${txn.objectKey})`, sentence);
    if (txn.seq !== this.seq + 1n)
      wrong("sequence-gap", `It follows txn ${this.seq}: ${txn.seq - this.seq - 1n} are missing between them.`);
    if (txn.recordedAt < this.#recordedAt) wrong("recorded-early", "It says it was recorded before the txn before it.");
    if (BigInt(legs.length) !== txn.nLegs || legs.some((leg, i) => leg.leg !== BigInt(i))) {
      wrong("leg-count", `It was sealed with ${txn.nLegs} legs and has ${legs.length}.`);
    }
    const hash = txnBodyHash(
      hashedHeader(txn),
      legs.map((leg) => hashedLeg(leg, this.accounts)),
    );
    if (toHex(hash) !== toHex(txn.bodyHash))
      wrong("hash-differs", "Its content is not what its hash was made of: it was changed after it was booked.");
    if (txn.reverses !== null && !this.#mirrors(txn.reverses, legs))
      wrong("not-a-mirror", `It is not the exact mirror of ${txn.reverses}, which it reverses.`);
    for (const leg of legs) this.#addLeg(leg, wrong);
    this.seq = txn.seq;
    this.#recordedAt = txn.recordedAt;
    this.txns += 1n;
  }

  #addLeg(leg: StoredLeg, wrong: (code: string, sentence: string) => void): void {
    this.transfers += 1n;
    for (const id of [leg.debitAccount, leg.creditAccount]) {
      const account = this.accounts.get(id);
      if (account === undefined) wrong("account-unknown", `Leg ${leg.leg} is on an account that is not in this book.`);
      else if (account.currency !== leg.currency)
        wrong("currency-differs", `Leg ${leg.leg} is in ${leg.currency} on ${account.path} in ${account.currency}.`);
    }
    const ends = leg.phase === "settle" || leg.phase === "void";
    if (ends && (leg.heldAmount === null || leg.amount > leg.heldAmount))
      wrong("hold-exceeded", `Leg ${leg.leg} ends more than was held.`);
    const posted = leg.phase === "post" || leg.phase === "settle" ? leg.amount : 0n;
    const held = leg.phase === "pend" ? leg.amount : ends ? -(leg.heldAmount ?? 0n) : 0n;
    const debit = this.of(leg.debitAccount);
    debit.debitPosted += posted;
    debit.debitPending += held;
    const credit = this.of(leg.creditAccount);
    credit.creditPosted += posted;
    credit.creditPending += held;
    // The end of a hold takes nothing that was not taken before.
    if (!ends) this.#checkFloor(leg, wrong);
  }

  #checkFloor(leg: StoredLeg, wrong: (code: string, sentence: string) => void): void {
    const account = this.accounts.get(leg.creditAccount);
    const { debitPosted, creditPosted, creditPending } = this.of(leg.creditAccount);
    if (account?.floor === "debit_nonneg" && debitPosted - creditPosted - creditPending < 0n) {
      wrong("overdrawn", `Leg ${leg.leg} takes more from ${account.path} than there was, holds taken off.`);
    }
  }

  /** Per code and account the two txns must come to nothing, what was posted and what was held each. */
  #mirrors(reverses: string, legs: readonly StoredLeg[]): boolean {
    const undone = this.#undone.get(reverses);
    if (undone === undefined) return false;
    const nets = new Map<string, bigint>();
    for (const leg of [...legs, ...undone]) {
      if (leg.phase === "settle") return false;
      const held = leg.phase !== "post";
      const amount = leg.phase === "void" ? -leg.amount : leg.amount;
      const sides: readonly (readonly [bigint, bigint])[] = [
        [leg.debitAccount, amount],
        [leg.creditAccount, -amount],
      ];
      for (const [account, signed] of sides) {
        const key = `${held} ${leg.code} ${account}`;
        nets.set(key, (nets.get(key) ?? 0n) + signed);
      }
    }
    return [...nets.values()].every((net) => net === 0n);
  }
}
