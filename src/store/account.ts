import { CompiledQuery, sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { AccountType, Floor } from "../domain/books/account.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** What has been decided about an account last: "open" while nothing has. */
export type AccountState = "open" | "frozen" | "closed";

/** An account as the posting path needs it. */
export type Account = {
  readonly id: bigint;
  readonly path: string;
  readonly currency: string;
  readonly floor: Floor;
  readonly state: AccountState;
};

export type NewAccount = {
  readonly path: string;
  readonly currency: string;
  readonly type: AccountType;
  readonly floor: Floor;
};

type Row = { id: bigint; path: string; currency: string; floor: string; kind: string | null };

const lastEvent = "(SELECT e.kind FROM account_event e WHERE e.account_id=a.id ORDER BY e.at DESC,e.id DESC LIMIT 1)";
const selection = `SELECT a.id,a.path,a.currency,a.floor,${lastEvent} AS kind FROM account a`;

/** The accounts of a book that have one of these paths, in every currency, with the state they are in. */
export async function findAccounts(
  handle: Handle,
  bookId: bigint,
  paths: readonly string[],
): Promise<readonly Account[]> {
  const query =
    handle.engine === "sqlite"
      ? CompiledQuery.raw(`${selection} WHERE a.book_id=? AND a.path IN (SELECT value FROM json_each(?))`, [
          bookId,
          JSON.stringify(paths),
        ])
      : CompiledQuery.raw(`${selection} WHERE a.book_id=$1 AND a.path=ANY($2)`, [bookId, paths]);
  return (await handle.q.executeQuery<Row>(query)).rows.map(toAccount);
}

function toAccount(row: Row): Account {
  const state: AccountState = row.kind === "frozen" || row.kind === "closed" ? row.kind : "open";
  return { id: row.id, path: row.path, currency: row.currency, floor: row.floor as Floor, state };
}

/** Opens accounts that are known to be missing; the caller holds the book's lock. */
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
