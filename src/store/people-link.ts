import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A link that lets one person in once. Here is the SHA-256 of its token. */
export type LinkRow = {
  readonly id: string;
  readonly hash: Uint8Array;
  /** The first owner; somebody new with a role in a book; somebody known who lost every way in. */
  readonly kind: "set-up" | "invitation" | "entry";
  readonly bookId: bigint | undefined;
  readonly role: string | undefined;
  readonly personId: string | undefined;
  readonly madeBy: string;
  readonly madeAt: Millis;
  readonly expiresAt: Millis;
};

/** Keeps a new link. */
export async function addLink(tx: Tx, link: LinkRow): Promise<void> {
  const { id, hash, kind } = link;
  await tx.q
    .insertInto("person_link")
    .values({
      id,
      hash,
      kind,
      book_id: link.bookId ?? null,
      role: link.role ?? null,
      person_id: link.personId ?? null,
      made_by: link.madeBy,
      made_at: BigInt(link.madeAt),
      expires_at: BigInt(link.expiresAt),
      used_at: null,
    })
    .execute();
}

/** The link of this token while it can be used. */
export async function openLink(handle: Handle, hash: Uint8Array, now: Millis): Promise<LinkRow | undefined> {
  const row = await handle.q
    .selectFrom("person_link")
    .selectAll()
    .where("hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", BigInt(now))
    .executeTakeFirst();
  return row && toLink(row);
}

/** Invitations into a book that wait for somebody, the newest first. */
export async function openInvitations(handle: Handle, bookId: bigint, now: Millis): Promise<readonly LinkRow[]> {
  const rows = await handle.q
    .selectFrom("person_link")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("used_at", "is", null)
    .where("expires_at", ">", BigInt(now))
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(toLink);
}

/** Uses a link up. Of many at once exactly one is told true. */
export async function useLink(tx: Tx, id: string, at: Millis): Promise<boolean> {
  const done = await tx.q
    .updateTable("person_link")
    .set({ used_at: BigInt(at) })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Ends the open links that a newer one or a removal makes worthless; gives how many. */
export async function endLinks(
  tx: Tx,
  which: { readonly setUp: true } | { readonly person: string } | { readonly id: string; readonly bookId: bigint },
  at: Millis,
): Promise<number> {
  let query = tx.q
    .updateTable("person_link")
    .set({ used_at: BigInt(at) })
    .where("used_at", "is", null);
  if ("setUp" in which) query = query.where("kind", "=", "set-up");
  else if ("person" in which) query = query.where("person_id", "=", which.person);
  else query = query.where("id", "=", which.id).where("book_id", "=", which.bookId);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

function toLink(row: {
  id: string;
  hash: Uint8Array;
  kind: string;
  book_id: bigint | null;
  role: string | null;
  person_id: string | null;
  made_by: string;
  made_at: bigint;
  expires_at: bigint;
}): LinkRow {
  return {
    id: row.id,
    hash: row.hash,
    kind: row.kind as LinkRow["kind"],
    bookId: row.book_id ?? undefined,
    role: row.role ?? undefined,
    personId: row.person_id ?? undefined,
    madeBy: row.made_by,
    madeAt: Number(row.made_at),
    expiresAt: Number(row.expires_at),
  };
}
