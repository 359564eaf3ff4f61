import { CompiledQuery } from "kysely";
import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** Where a book's sequence of txns ends; seq 0 before the first. */
export type BookHead = { readonly seq: bigint; readonly recordedAt: bigint };

/** The newest txn of a book. Read it inside the transaction that posts, after the book's lock. */
export async function bookHead(handle: Handle, bookId: bigint): Promise<BookHead> {
  const marker = handle.engine === "sqlite" ? "?" : "$1";
  const query = CompiledQuery.raw(
    `SELECT seq,recorded_at AS "recordedAt" FROM txn WHERE book_id=${marker} ORDER BY seq DESC LIMIT 1`,
    [bookId],
  );
  const { rows } = await handle.q.executeQuery<BookHead>(query);
  return rows[0] ?? { seq: 0n, recordedAt: 0n };
}

export const transferColumns = [
  "txn_id",
  "leg",
  "code",
  "debit_account",
  "credit_account",
  "currency",
  "amount",
  "phase",
  "pending_id",
] as const;

export const txnColumns = [
  "id",
  "book_id",
  "seq",
  "kind",
  "source",
  "object_key",
  "revision",
  "idem_key",
  "body_hash",
  "occurred_at",
  "recorded_at",
  "n_legs",
  "reverses",
  "log_seq",
] as const;

export const rateColumns = [
  "txn_id",
  "from_currency",
  "to_currency",
  "numerator",
  "denominator",
  "source",
  "at",
  "rounding",
] as const;

/** Rows in the order of the columns above. */
export type TxnRows = {
  readonly transfers: readonly (readonly unknown[])[];
  readonly rates: readonly (readonly unknown[])[];
  readonly headers: readonly (readonly unknown[])[];
};

/** Writes legs and rates first, then the headers that seal them. */
export async function insertTxns(tx: Tx, rows: TxnRows): Promise<void> {
  await insertMany(tx, "transfer", transferColumns, rows.transfers);
  await insertMany(tx, "txn_rate", rateColumns, rows.rates);
  await insertMany(tx, "txn", txnColumns, rows.headers);
}

/** Ids of the txns of a book that were posted under one of these idempotency keys, by key. */
export async function txnsByIdemKey(
  handle: Handle,
  bookId: bigint,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await handle.q
    .selectFrom("txn")
    .select(["id", "idem_key"])
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "idem_key", keys))
    .execute();
  return new Map(rows.map((row) => [String(row.idem_key), row.id]));
}

/** Which of these ids are taken, in any book. */
export async function takenTxnIds(handle: Handle, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await handle.q
    .selectFrom("txn")
    .select("id")
    .where(anyOf(handle, "id", ids))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The newest revision of each of these objects that has any txn. */
export async function newestRevisions(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await handle.q
    .selectFrom("txn")
    .select(({ fn }) => ["object_key", fn.max("revision").as("revision")])
    .where("book_id", "=", bookId)
    .where(anyOf(handle, "object_key", objectKeys))
    .groupBy("object_key")
    .execute();
  return new Map(rows.map((row) => [row.object_key, row.revision]));
}

/** The txn that undoes `id`, if there is one. */
export async function reversalOf(handle: Handle, id: string): Promise<string | undefined> {
  const row = await handle.q.selectFrom("txn").select("id").where("reverses", "=", id).executeTakeFirst();
  return row?.id;
}

/** Where a held transfer stands and what became of it. */
export type HoldRow = {
  readonly id: bigint;
  readonly txnId: string;
  readonly leg: bigint;
  readonly code: bigint;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly phase: string;
  /** The hold that this leg itself ends. */
  readonly pendingId: bigint | null;
  /** The id of the txn that settled or released it. */
  readonly endedBy: string | null;
};

function holdQuery(handle: Handle) {
  return handle.q
    .selectFrom("transfer as t")
    .innerJoin("account as d", "d.id", "t.debit_account")
    .innerJoin("account as c", "c.id", "t.credit_account")
    .leftJoin("transfer as r", "r.pending_id", "t.id")
    .select(["t.id", "t.txn_id as txnId", "t.leg", "t.code", "d.path as debit", "c.path as credit"])
    .select(["t.currency", "t.amount", "t.phase", "t.pending_id as pendingId", "r.txn_id as endedBy"]);
}

/** These transfers, whatever their phase. */
export async function holdsById(handle: Handle, ids: readonly bigint[]): Promise<readonly HoldRow[]> {
  if (ids.length === 0) return [];
  return holdQuery(handle)
    .where("t.id", "in", [...ids])
    .execute();
}

/** Every leg of a txn, in order, with what became of those that hold. */
export async function legsWithEnds(handle: Handle, bookId: bigint, txnId: string): Promise<readonly HoldRow[]> {
  return holdQuery(handle).where("t.txn_id", "=", txnId).where("d.book_id", "=", bookId).orderBy("t.leg").execute();
}

/** One posted leg of an object; zero rows of an object mean that nothing was ever booked for it. */
export type PostedLegRow = {
  readonly object_key: string;
  readonly revision: bigint;
  readonly leg: bigint;
  readonly kind: string;
  readonly occurred_at: bigint;
  readonly code: bigint;
  readonly debit: string;
  readonly credit: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly phase: string;
};

const postedLegs = `SELECT x.object_key,x.revision,t.leg,x.kind,x.occurred_at,t.code,d.path AS debit,c.path AS credit,t.currency,t.amount,t.phase
  FROM txn x JOIN transfer t ON t.txn_id=x.id JOIN account d ON d.id=t.debit_account JOIN account c ON c.id=t.credit_account`;

/**
 * All legs of many objects in one question, holds included, in no order: asked for one, SQLite goes through the whole
 * book in that order instead of looking the objects up.
 */
export async function readPostedLegs(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
): Promise<readonly PostedLegRow[]> {
  const query =
    handle.engine === "sqlite"
      ? CompiledQuery.raw(`${postedLegs} WHERE x.book_id=? AND x.object_key IN (SELECT value FROM json_each(?))`, [
          bookId,
          JSON.stringify(objectKeys),
        ])
      : CompiledQuery.raw(`${postedLegs} WHERE x.book_id=$1 AND x.object_key=ANY($2)`, [bookId, objectKeys]);
  return (await handle.q.executeQuery<PostedLegRow>(query)).rows;
}

/** Marks a place in the transaction to which a refused batch is taken back, and the two ways to leave it. */
export const savepoint = {
  begin: (tx: Tx): Promise<void> => run(tx, "SAVEPOINT posting"),
  keep: (tx: Tx): Promise<void> => run(tx, "RELEASE SAVEPOINT posting"),
  undo: async (tx: Tx): Promise<void> => {
    await run(tx, "ROLLBACK TO SAVEPOINT posting");
    await run(tx, "RELEASE SAVEPOINT posting");
  },
} as const;

async function run(tx: Tx, text: string): Promise<void> {
  await tx.q.executeQuery(CompiledQuery.raw(text));
}

/** What the audit log holds at these places; places it does not have are absent. */
export async function auditEntriesAt(
  handle: Handle,
  seqs: readonly bigint[],
): Promise<ReadonlyMap<bigint, { action: string; payload: Uint8Array }>> {
  const query =
    handle.engine === "sqlite"
      ? CompiledQuery.raw("SELECT seq,action,payload FROM audit_log WHERE seq IN (SELECT value FROM json_each(?))", [
          `[${seqs.join(",")}]`,
        ])
      : CompiledQuery.raw("SELECT seq,action,payload FROM audit_log WHERE seq=ANY($1::bigint[])", [seqs.map(String)]);
  const { rows } = await handle.q.executeQuery<{ seq: bigint; action: string; payload: Uint8Array }>(query);
  return new Map(rows.map((row) => [row.seq, row]));
}

/** When the earliest and the latest txn of a book occurred; undefined for an empty book. */
export async function occurredRange(
  handle: Handle,
  bookId: bigint,
): Promise<{ readonly first: bigint; readonly last: bigint } | undefined> {
  const row = await handle.q
    .selectFrom("txn")
    .select(({ fn }) => [fn.min("occurred_at").as("first"), fn.max("occurred_at").as("last")])
    .where("book_id", "=", bookId)
    .executeTakeFirst();
  return row?.first == null ? undefined : { first: row.first, last: row.last };
}
