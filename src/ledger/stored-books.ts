import { fail } from "../base/problem.ts";
import type { HashedLeg, HashedTxn } from "../domain/audit/txn-hash.ts";
import { listAccounts, type NewAccount } from "../store/account.ts";
import type { Handle } from "../store/handle.ts";
import { readLegs, readTxns, type StoredLeg, type StoredTxn } from "../store/verify-reads.ts";

/** A txn as it is stored, with its legs in order. */
export type WholeTxn = { readonly txn: StoredTxn; readonly legs: readonly StoredLeg[] };

/** Txns read at once while a whole book is gone through: bounds memory, whatever the book's length. */
export const pageTxns = 500;

/** One page of a book from `fromSeq` on, oldest first; empty at the end. */
export async function readPage(handle: Handle, bookId: bigint, fromSeq: bigint): Promise<readonly WholeTxn[]> {
  const txns = await readTxns(handle, bookId, fromSeq, pageTxns);
  const last = txns.at(-1);
  if (last === undefined) return [];
  const legs = Map.groupBy(await readLegs(handle, bookId, fromSeq, last.seq), (leg) => leg.seq);
  return txns.map((txn) => ({ txn, legs: legs.get(txn.seq) ?? [] }));
}

export type StoredAccount = NewAccount & { readonly id: bigint };

/** The accounts of a book by id. */
export async function accountsById(handle: Handle, bookId: bigint): Promise<ReadonlyMap<bigint, StoredAccount>> {
  return new Map((await listAccounts(handle, bookId)).map((account) => [account.id, account]));
}

/** The form in which a stored header is hashed. */
export function hashedHeader(txn: StoredTxn): HashedTxn {
  const { rateFrom: from, rateTo: to, rateNumerator: numerator, rateDenominator: denominator } = txn;
  const { rateSource: source, rateAt: at, rateRounding: rounding } = txn;
  const whole =
    from !== null &&
    to !== null &&
    numerator !== null &&
    denominator !== null &&
    source !== null &&
    at !== null &&
    rounding !== null;
  return { ...txn, rate: whole ? { from, to, numerator, denominator, source, at, rounding } : null };
}

/** The form in which a stored leg is hashed; an account that is missing gives an empty path, which no hash matches. */
export function hashedLeg(leg: StoredLeg, accounts: ReadonlyMap<bigint, StoredAccount>): HashedLeg {
  return {
    code: leg.code,
    debit: accounts.get(leg.debitAccount)?.path ?? "",
    credit: accounts.get(leg.creditAccount)?.path ?? "",
    currency: leg.currency,
    amount: leg.amount,
    phase: leg.phase,
    pending: leg.pendingId === null ? null : `${leg.heldTxn}:${leg.heldLeg}`,
  };
}

/** The account a leg names; on books whose account is missing it fails with what to do. */
export function accountOf(accounts: ReadonlyMap<bigint, StoredAccount>, id: bigint): StoredAccount {
  return (
    accounts.get(id) ??
    fail("books-damaged", "A transfer names an account that is not in its book.", {
      kept: "Nothing was changed.",
      fix: "Run `millrace books check`, and restore a back-up made before the damage.",
    })
  );
}
