import { sql } from "kysely";
import { sha256 } from "../base/hash.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** A buyer: a keyed fingerprint to find them by, and what is known of them, sealed under their own key. */
export type SubjectRow = { readonly id: bigint; readonly keyId: bigint; readonly sealed: Uint8Array };

/** Buyers by fingerprint (hex); those not known are absent. */
export async function findSubjects(
  handle: Handle,
  bookId: bigint,
  lookups: readonly Uint8Array[],
): Promise<ReadonlyMap<string, SubjectRow>> {
  const found = new Map<string, SubjectRow>();
  const perQuery = 500;
  for (let start = 0; start < lookups.length; start += perQuery) {
    const some = lookups.slice(start, start + perQuery);
    const rows = await handle.q
      .selectFrom("subject")
      .select(["id", "lookup", "key_id", "sealed"])
      .where("book_id", "=", bookId)
      .where(lookupIsOneOf(handle, some))
      .execute();
    for (const row of rows)
      found.set(Buffer.from(row.lookup).toString("hex"), { id: row.id, keyId: row.key_id, sealed: row.sealed });
  }
  return found;
}

function lookupIsOneOf(handle: Handle, lookups: readonly Uint8Array[]) {
  if (handle.engine === "postgres") return sql<boolean>`lookup = ANY(${lookups.map((lookup) => Buffer.from(lookup))})`;
  const hex = JSON.stringify(lookups.map((lookup) => Buffer.from(lookup).toString("hex")));
  return sql<boolean>`lookup IN (SELECT unhex(value) FROM json_each(${hex}))`;
}

/** Adds buyers under ids from `reserveIds`. */
export async function addSubjects(
  tx: Tx,
  bookId: bigint,
  subjects: readonly {
    readonly id: bigint;
    readonly lookup: Uint8Array;
    readonly keyId: bigint;
    readonly sealed: Uint8Array;
  }[],
  createdAt: number,
): Promise<void> {
  await insertMany(
    tx,
    "subject",
    ["id", "book_id", "lookup", "key_id", "sealed", "created_at"],
    subjects.map((subject) => [subject.id, bookId, subject.lookup, subject.keyId, subject.sealed, BigInt(createdAt)]),
  );
}

/** Takes the fingerprint from erased buyers, so that it may belong to a new one; their ids are never given again. */
export async function releaseSubjects(tx: Tx, ids: readonly bigint[]): Promise<void> {
  for (const id of ids)
    await tx.q
      .updateTable("subject")
      .set({ lookup: sha256(`erased subject ${id}`) })
      .where("id", "=", id)
      .execute();
}

/** The buyer with this id, or undefined. */
export async function readSubject(handle: Handle, id: bigint): Promise<SubjectRow | undefined> {
  const row = await handle.q
    .selectFrom("subject")
    .select(["id", "key_id", "sealed"])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { id: row.id, keyId: row.key_id, sealed: row.sealed };
}
