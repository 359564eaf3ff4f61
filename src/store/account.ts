import { CompiledQuery, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { AccountType, Floor } from "../domain/books/account.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** What was decided about an account last; accounts about which nothing was, or that were reopened, are open. */
export type StoppedState = "frozen" | "closed";

/** An account as the posting path needs it. None of this ever changes once it is committed. */
export type Account = {
  readonly id: bigint;
  readonly path: string;
  readonly currency: string;
  readonly floor: Floor;
};

export type NewAccount = {
  readonly path: string;
  readonly currency: string;
  readonly type: AccountType;
  readonly floor: Floor;
};

const selection = "SELECT id,path,currency,floor FROM account WHERE";

/** The accounts of a book that have one of these paths, in every currency. */
export async function findAccounts(
  handle: Handle,
  bookId: bigint,
  paths: readonly string[],
): Promise<readonly Account[]> {
  const query =
    handle.engine === "sqlite"
      ? CompiledQuery.raw(`${selection} book_id=? AND path IN (SELECT value FROM json_each(?))`, [
          bookId,
          JSON.stringify(paths),
        ])
      : CompiledQuery.raw(`${selection} book_id=$1 AND path=ANY($2)`, [bookId, paths]);
  return (await handle.q.executeQuery<Account>(query)).rows;
}

// The plus keeps SQLite from beginning with the accounts of the book, of which there are far more than events.
const stopped = `SELECT e.account_id AS id,e.kind FROM account_event e JOIN account a ON a.id=e.account_id
  WHERE e.kind<>'reopened' AND NOT EXISTS(
    SELECT 1 FROM account_event l WHERE l.account_id=e.account_id AND (l.at,l.id)>(e.at,e.id)) AND +a.book_id=`;

/** The accounts of a book that are frozen or closed at this moment, by id. */
export async function stoppedAccounts(handle: Handle, bookId: bigint): Promise<ReadonlyMap<bigint, StoppedState>> {
  const query = CompiledQuery.raw(`${stopped}${handle.engine === "sqlite" ? "?" : "$1"}`, [bookId]);
  const { rows } = await handle.q.executeQuery<{ id: bigint; kind: StoppedState }>(query);
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/**
 * Opens accounts that are known to be missing; the caller holds the book's lock. Only the posting function does this:
 * it keeps in mind which accounts a transaction may still take back.
 */
export async function openAccounts(tx: Tx, bookId: bigint, accounts: readonly NewAccount[]): Promise<void> {
  const rows = accounts.map((a) => [bookId, a.path, a.currency, a.type, a.floor]);
  await insertMany(tx, "account", ["book_id", "path", "currency", "type", "floor"], rows);
}

/** One account of a book, or undefined. */
export async function findAccount(
  handle: Handle,
  bookId: bigint,
  path: string,
  currency: string,
): Promise<Account | undefined> {
  return (await findAccounts(handle, bookId, [path])).find((account) => account.currency === currency);
}

/** Every account of a book whose path begins with `prefix`, by path and currency. */
export async function listAccounts(
  handle: Handle,
  bookId: bigint,
  prefix = "",
): Promise<readonly (NewAccount & { readonly id: bigint })[]> {
  const rows = await handle.q
    .selectFrom("account")
    .select(["id", "path", "currency", "type", "floor"])
    .where("book_id", "=", bookId)
    .where(sql<boolean>`substr(path,1,${sql.lit(prefix.length)})=${prefix}`)
    .orderBy("path")
    .orderBy("currency")
    .execute();
  return rows.map((row) => ({ ...row, type: row.type as AccountType, floor: row.floor as Floor }));
}

export type AccountEvent = {
  readonly id: string;
  readonly accountId: bigint;
  readonly kind: "frozen" | "closed" | "reopened";
  readonly at: Millis;
  readonly actor: string;
  readonly reason: string;
};

/** Writes down that an account was frozen, closed or opened again; the newest such row is its state. */
export async function addAccountEvent(tx: Tx, event: AccountEvent): Promise<void> {
  await insertMany(
    tx,
    "account_event",
    ["id", "account_id", "kind", "at", "actor", "reason"],
    [[event.id, event.accountId, event.kind, BigInt(event.at), event.actor, event.reason]],
  );
}
