import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A key for a program, bound to one book and to the person who made it. Here is the SHA-256 of it. */
export type KeyRow = {
  readonly id: string;
  readonly hash: Uint8Array;
  readonly personId: string;
  readonly bookId: bigint;
  readonly name: string;
  /** Permissions, separated by spaces. */
  readonly scopes: string;
  /** Its beginning, to tell keys apart. */
  readonly hint: string;
  readonly madeAt: Millis;
  readonly expiresAt: Millis;
  readonly usedAt: Millis | undefined;
};

/** Keeps a new key. */
export async function addKey(tx: Tx, key: Omit<KeyRow, "usedAt">): Promise<void> {
  const { id, hash, name, scopes, hint } = key;
  await tx.q
    .insertInto("person_key")
    .values({
      id,
      hash,
      name,
      scopes,
      hint,
      person_id: key.personId,
      book_id: key.bookId,
      made_at: BigInt(key.madeAt),
      expires_at: BigInt(key.expiresAt),
      used_at: null,
    })
    .execute();
}

/** The key of this hash, or undefined. */
export async function keyOfHash(handle: Handle, hash: Uint8Array): Promise<KeyRow | undefined> {
  const row = await handle.q.selectFrom("person_key").selectAll().where("hash", "=", hash).executeTakeFirst();
  return row && toKey(row);
}

/** The keys of one book, the newest first. */
export async function keysOfBook(handle: Handle, bookId: bigint): Promise<readonly KeyRow[]> {
  const rows = await handle.q
    .selectFrom("person_key")
    .selectAll()
    .where("book_id", "=", bookId)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(toKey);
}

/** Writes down that it was used. */
export async function noteKeyUse(tx: Tx, id: string, at: Millis): Promise<void> {
  await tx.q
    .updateTable("person_key")
    .set({ used_at: BigInt(at) })
    .where("id", "=", id)
    .execute();
}

/** Ends one key of a book; false when there is none of this id. */
export async function endKey(tx: Tx, bookId: bigint, id: string): Promise<boolean> {
  const done = await tx.q
    .deleteFrom("person_key")
    .where("id", "=", id)
    .where("book_id", "=", bookId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** Ends the keys a person made, in one book where it is named; gives how many. */
export async function endKeysOf(tx: Tx, personId: string, bookId?: bigint): Promise<number> {
  let query = tx.q.deleteFrom("person_key").where("person_id", "=", personId);
  if (bookId !== undefined) query = query.where("book_id", "=", bookId);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

function toKey(row: {
  id: string;
  hash: Uint8Array;
  person_id: string;
  book_id: bigint;
  name: string;
  scopes: string;
  hint: string;
  made_at: bigint;
  expires_at: bigint;
  used_at: bigint | null;
}): KeyRow {
  const { id, hash, name, scopes, hint } = row;
  return {
    id,
    hash,
    name,
    scopes,
    hint,
    personId: row.person_id,
    bookId: row.book_id,
    madeAt: Number(row.made_at),
    expiresAt: Number(row.expires_at),
    usedAt: row.used_at === null ? undefined : Number(row.used_at),
  };
}
