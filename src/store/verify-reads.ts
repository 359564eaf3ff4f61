import type { Handle } from "./handle.ts";

/** The header of a txn as stored, with its rate if it has one. */
export type StoredTxn = {
  readonly id: string;
  readonly bookId: bigint;
  readonly seq: bigint;
  readonly kind: string;
  readonly source: string;
  readonly objectKey: string;
  readonly revision: bigint;
  readonly idemKey: string | null;
  readonly bodyHash: Uint8Array;
  readonly occurredAt: bigint;
  readonly recordedAt: bigint;
  readonly nLegs: bigint;
  readonly reverses: string | null;
  readonly logSeq: bigint;
  readonly rateFrom: string | null;
  readonly rateTo: string | null;
  readonly rateNumerator: bigint | null;
  readonly rateDenominator: bigint | null;
  readonly rateSource: string | null;
  readonly rateAt: bigint | null;
  readonly rateRounding: string | null;
};

/** A leg as stored, with the place and amount of the hold that it ends. */
export type StoredLeg = {
  readonly seq: bigint;
  readonly leg: bigint;
  readonly code: bigint;
  readonly debitAccount: bigint;
  readonly creditAccount: bigint;
  readonly currency: string;
  readonly amount: bigint;
  readonly phase: string;
  readonly pendingId: bigint | null;
  readonly heldTxn: string | null;
  readonly heldLeg: bigint | null;
  readonly heldAmount: bigint | null;
};

export type StoredAccount = {
  readonly id: bigint;
  readonly bookId: bigint;
  readonly path: string;
  readonly currency: string;
  readonly type: string;
  readonly floor: string;
};

/** The newest txn of each book that has any, also of books that are not in the book table. */
export async function bookEnds(handle: Handle): Promise<{ bookId: bigint; seq: bigint }[]> {
  const ends: { bookId: bigint; seq: bigint }[] = [];
  let after = -(2n ** 62n);
  for (;;) {
    // One step along the index per book, however many txns it has.
    const next = await handle.q
      .selectFrom("txn")
      .select("book_id as bookId")
      .where("book_id", ">", after)
      .orderBy("book_id")
      .limit(1)
      .executeTakeFirst();
    if (!next) return ends;
    after = next.bookId;
    const end = await handle.q
      .selectFrom("txn")
      .select("seq")
      .where("book_id", "=", after)
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    ends.push({ bookId: after, seq: end.seq });
  }
}

function txnQuery(handle: Handle) {
  return handle.q
    .selectFrom("txn as x")
    .leftJoin("txn_rate as r", "r.txn_id", "x.id")
    .select([
      "x.id",
      "x.book_id as bookId",
      "x.seq",
      "x.kind",
      "x.source",
      "x.object_key as objectKey",
      "x.revision",
      "x.reverses",
    ])
    .select([
      "x.idem_key as idemKey",
      "x.body_hash as bodyHash",
      "x.occurred_at as occurredAt",
      "x.recorded_at as recordedAt",
    ])
    .select(["x.n_legs as nLegs", "x.log_seq as logSeq", "r.from_currency as rateFrom", "r.to_currency as rateTo"])
    .select([
      "r.numerator as rateNumerator",
      "r.denominator as rateDenominator",
      "r.source as rateSource",
      "r.at as rateAt",
    ])
    .select("r.rounding as rateRounding");
}

/** Up to `limit` txns of a book from `fromSeq` on, oldest first. */
export async function readTxns(handle: Handle, bookId: bigint, fromSeq: bigint, limit: number): Promise<StoredTxn[]> {
  return txnQuery(handle)
    .where("x.book_id", "=", bookId)
    .where("x.seq", ">=", fromSeq)
    .orderBy("x.seq")
    .limit(limit)
    .execute();
}

/** One txn by its id. */
export async function readTxn(handle: Handle, id: string): Promise<StoredTxn | undefined> {
  return txnQuery(handle).where("x.id", "=", id).executeTakeFirst();
}

/** The legs of a book's txns `fromSeq` … `toSeq`, in order. */
export async function readLegs(handle: Handle, bookId: bigint, fromSeq: bigint, toSeq: bigint): Promise<StoredLeg[]> {
  return handle.q
    .selectFrom("txn as x")
    .innerJoin("transfer as t", "t.txn_id", "x.id")
    .leftJoin("transfer as p", "p.id", "t.pending_id")
    .select([
      "x.seq",
      "t.leg",
      "t.code",
      "t.debit_account as debitAccount",
      "t.credit_account as creditAccount",
      "t.currency",
    ])
    .select([
      "t.amount",
      "t.phase",
      "t.pending_id as pendingId",
      "p.txn_id as heldTxn",
      "p.leg as heldLeg",
      "p.amount as heldAmount",
    ])
    .where("x.book_id", "=", bookId)
    .where("x.seq", ">=", fromSeq)
    .where("x.seq", "<=", toSeq)
    .orderBy("x.seq")
    .orderBy("t.leg")
    .execute();
}

/** Every account. */
export async function readAccounts(handle: Handle): Promise<StoredAccount[]> {
  return handle.q
    .selectFrom("account")
    .select(["id", "book_id as bookId", "path", "currency", "type", "floor"])
    .execute();
}

/** Transfers and rates that belong to no txn, which only a hand that went around the guards can leave. */
export async function strayRows(
  handle: Handle,
  limit: number,
): Promise<{ table: "transfer" | "txn_rate"; txnId: string }[]> {
  const { q } = handle;
  const transfers = await q
    .selectFrom("transfer as t")
    .select("t.txn_id as txnId")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("txn as x").select("x.id").whereRef("x.id", "=", "t.txn_id"))),
    )
    .limit(limit)
    .execute();
  const rates = await q
    .selectFrom("txn_rate as r")
    .select("r.txn_id as txnId")
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("txn as x").select("x.id").whereRef("x.id", "=", "r.txn_id"))),
    )
    .limit(limit)
    .execute();
  return [
    ...transfers.map(({ txnId }) => ({ table: "transfer" as const, txnId })),
    ...rates.map(({ txnId }) => ({ table: "txn_rate" as const, txnId })),
  ];
}

/** The currencies and their exponents, as stored. */
export async function readCurrencies(handle: Handle): Promise<{ code: string; exponent: bigint }[]> {
  return handle.q.selectFrom("currency").select(["code", "exponent"]).orderBy("code").execute();
}
