import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** One line of what a platform says a payout is made of; amounts in minor units of `currency`, signed as they move it. */
export type StatementRow = {
  readonly payoutKey: string;
  /** 0 for the first line of the statement. */
  readonly line: number;
  readonly sort: string;
  /** The object it is about, or "". */
  readonly objectKey: string;
  readonly on: number;
  readonly currency: string;
  readonly net: bigint;
  readonly gross: bigint | undefined;
  readonly fees: bigint | undefined;
  readonly label: string;
};

const columns = [
  "book_id",
  "payout_key",
  "line",
  "sort",
  "object_key",
  "on_day",
  "currency",
  "net",
  "gross",
  "fees",
  "label",
] as const;

/** Makes the statements of these payouts exactly these lines. */
export async function replaceStatements(
  tx: Tx,
  bookId: bigint,
  payoutKeys: readonly string[],
  rows: readonly StatementRow[],
): Promise<void> {
  if (payoutKeys.length === 0) return;
  await tx.q
    .deleteFrom("statement_line")
    .where("book_id", "=", bookId)
    .where(anyOf(tx, "payout_key", payoutKeys))
    .execute();
  await insertMany(
    tx,
    "statement_line",
    columns,
    rows.map((row) => [
      bookId,
      row.payoutKey,
      BigInt(row.line),
      row.sort,
      row.objectKey,
      BigInt(row.on),
      row.currency,
      row.net,
      row.gross ?? null,
      row.fees ?? null,
      row.label,
    ]),
  );
}

/** The statements of these payouts, each line by line. */
export async function readStatements(
  handle: Handle,
  bookId: bigint,
  payoutKeys: readonly string[],
): Promise<readonly StatementRow[]> {
  return linesWhere(handle, bookId, "payout_key", payoutKeys);
}

/** The lines of all statements that name one of these objects. */
export async function statementLinesAbout(
  handle: Handle,
  bookId: bigint,
  objectKeys: readonly string[],
): Promise<readonly StatementRow[]> {
  return linesWhere(handle, bookId, "object_key", objectKeys);
}

async function linesWhere(
  handle: Handle,
  bookId: bigint,
  column: "payout_key" | "object_key",
  keys: readonly string[],
): Promise<readonly StatementRow[]> {
  if (keys.length === 0) return [];
  const rows = await handle.q
    .selectFrom("statement_line")
    .selectAll()
    .where("book_id", "=", bookId)
    .where(anyOf(handle, column, keys))
    .execute();
  // Asked for in this order, the embedded engine would walk all lines of the book instead of finding these.
  rows.sort((a, b) => (a.payout_key === b.payout_key ? Number(a.line - b.line) : a.payout_key < b.payout_key ? -1 : 1));
  return rows.map((row) => ({
    payoutKey: row.payout_key,
    line: Number(row.line),
    sort: row.sort,
    objectKey: row.object_key,
    on: Number(row.on_day),
    currency: row.currency,
    net: row.net,
    gross: row.gross ?? undefined,
    fees: row.fees ?? undefined,
    label: row.label,
  }));
}
