import { type RawBuilder, sql } from "kysely";
import type { Code } from "../domain/books/codes.ts";
import { anyOf } from "./any-of.ts";
import type { Handle } from "./handle.ts";
import type { SaleCursor, SaleRow } from "./sale.ts";

/** A sale that was known at a moment. */
export type SeenSale = Omit<SaleRow, "subjectId" | "day" | "seenAt"> & {
  /** Whether anything was heard of it after that moment: then its amounts are those of today, not of then. */
  readonly changedSince: boolean;
};

/**
 * Sales of a book that somebody had told of by `at`, newest first, after the cursor; those that occurred before `from`
 * are left out.
 */
export async function salesSeenBy(
  handle: Handle,
  bookId: bigint,
  span: { readonly from: number; readonly at: number },
  limit: number,
  after?: SaleCursor,
): Promise<readonly SeenSale[]> {
  const below: RawBuilder<boolean> = after
    ? sql<boolean>`(s.occurred_at, s.object_key) < (${BigInt(after.occurredAt)}, ${after.objectKey})`
    : sql<boolean>`1=1`;
  const rows = await handle.q
    .selectFrom("sale as s")
    .innerJoin("object_facts as f", (join) =>
      join.onRef("f.book_id", "=", "s.book_id").onRef("f.object_key", "=", "s.object_key"),
    )
    .selectAll("s")
    .select("f.last_seen_at")
    .where("s.book_id", "=", bookId)
    .where("s.occurred_at", ">=", BigInt(span.from))
    .where("f.first_seen_at", "<=", BigInt(span.at))
    .where(below)
    .orderBy("s.occurred_at", "desc")
    .orderBy("s.object_key", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    objectKey: row.object_key,
    source: row.source,
    externalId: row.external_id,
    nature: row.nature as SaleRow["nature"],
    status: row.status,
    occurredAt: Number(row.occurred_at),
    productId: row.product_id,
    productName: row.product_name,
    country: row.country,
    currency: row.currency,
    gross: row.gross,
    fees: row.fees,
    refunded: row.refunded,
    taxes: row.taxes,
    net: row.net,
    changedSince: row.last_seen_at > BigInt(span.at),
  }));
}

/** A posted leg of an object. */
export type LegThen = {
  readonly objectKey: string;
  readonly occurredAt: number;
  readonly code: Code;
  readonly debit: string;
  readonly credit: string;
  readonly amount: bigint;
  readonly currency: string;
};

/** What was booked of these objects up to and with a moment, holds left out. */
export async function legsBookedBy(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
  at: number,
): Promise<readonly LegThen[]> {
  if (objectKeys.length === 0) return [];
  const rows = await handle.q
    .selectFrom("txn as x")
    .innerJoin("transfer as t", "t.txn_id", "x.id")
    .innerJoin("account as d", "d.id", "t.debit_account")
    .innerJoin("account as c", "c.id", "t.credit_account")
    .select([
      "x.object_key",
      "x.occurred_at",
      "t.code",
      "d.path as debit",
      "c.path as credit",
      "t.amount",
      "t.currency",
    ])
    .where("x.book_id", "=", bookId)
    .where(anyOf(handle, "x.object_key", objectKeys))
    .where("x.recorded_at", "<=", BigInt(at))
    .where("t.phase", "in", ["post", "settle"])
    .execute();
  return rows.map((row) => ({
    objectKey: row.object_key,
    occurredAt: Number(row.occurred_at),
    code: Number(row.code) as Code,
    debit: row.debit,
    credit: row.credit,
    amount: row.amount,
    currency: row.currency,
  }));
}

/** What was booked under these keys up to and with a moment, and not undone by then; oldest first. */
export async function standingOf(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
  at: number,
): Promise<readonly { readonly objectKey: string; readonly occurredAt: number }[]> {
  if (objectKeys.length === 0) return [];
  const rows = await handle.q
    .selectFrom("txn as x")
    .select(["x.object_key", "x.occurred_at"])
    .where("x.book_id", "=", bookId)
    .where(anyOf(handle, "x.object_key", objectKeys))
    .where("x.recorded_at", "<=", BigInt(at))
    .where("x.reverses", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("txn as y")
            .select("y.id")
            .whereRef("y.reverses", "=", "x.id")
            .where("y.recorded_at", "<=", BigInt(at)),
        ),
      ),
    )
    .orderBy("x.seq")
    .execute();
  return rows.map((row) => ({ objectKey: row.object_key, occurredAt: Number(row.occurred_at) }));
}

/** When a book's newest txn was recorded; undefined while there is none. */
export async function newestRecordedAt(handle: Handle, bookId: bigint): Promise<number | undefined> {
  const row = await handle.q
    .selectFrom("txn")
    .select("recorded_at")
    .where("book_id", "=", bookId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && Number(row.recorded_at);
}
