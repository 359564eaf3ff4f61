import type { Selectable } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

export type ConnectionState = "on" | "paused" | "removed";

/** One account at one platform that is read with the owner's own credentials. */
export type Connection = {
  readonly id: bigint;
  readonly bookId: bigint;
  /** The connector's id: "gumroad". */
  readonly platform: string;
  /** The platform's id of the account. */
  readonly accountId: string;
  /** For people. */
  readonly name: string;
  readonly state: ConnectionState;
  /** The data key that seals `credential`. */
  readonly keyId: bigint;
  /** Sealed; empty once the connection was removed. */
  readonly credential: Uint8Array;
  /** 32 bytes by chance: the secret part of the address that messages come to. */
  readonly pingKey: Uint8Array;
  readonly createdAt: number;
  /** When the platform last answered. */
  readonly checkedAt: number | undefined;
  /** Why it cannot be read at all now, and since when. */
  readonly failure: string | undefined;
  readonly failingSince: number | undefined;
};

/** Adds a connection under an id from `reserveIds` (the sealed credential binds it). */
export async function addConnectionRow(
  tx: Tx,
  row: Omit<Connection, "state" | "checkedAt" | "failure" | "failingSince">,
): Promise<void> {
  await tx.q
    .insertInto("connection")
    .values({
      id: row.id,
      book_id: row.bookId,
      platform: row.platform,
      account_id: row.accountId,
      name: row.name,
      state: "on",
      key_id: row.keyId,
      credential: row.credential,
      ping_key: row.pingKey,
      created_at: BigInt(row.createdAt),
      checked_at: null,
      failure: null,
      failing_since: null,
    })
    .execute();
}

/** Gives a connection another name and credential and turns it on again. */
export async function renewConnection(
  tx: Tx,
  id: bigint,
  renewed: Pick<Connection, "name" | "keyId" | "credential">,
): Promise<void> {
  const { name, keyId, credential } = renewed;
  await tx.q
    .updateTable("connection")
    .set({ name, key_id: keyId, credential, state: "on", failure: null, failing_since: null })
    .where("id", "=", id)
    .execute();
}

/** Pauses it or turns it on; a removed one loses its credential. */
export async function setConnectionState(tx: Tx, id: bigint, state: ConnectionState): Promise<void> {
  await tx.q
    .updateTable("connection")
    .set({ state, ...(state === "removed" ? { credential: new Uint8Array(0) } : {}) })
    .where("id", "=", id)
    .execute();
}

/** The platform answered: what stood against the connection is over. */
export async function noteChecked(tx: Tx, id: bigint, at: number): Promise<void> {
  await tx.q
    .updateTable("connection")
    .set({ checked_at: BigInt(at), failure: null, failing_since: null })
    .where("id", "=", id)
    .execute();
}

/** The connection as a whole cannot be read; the first failure of a row says since when. */
export async function noteFailure(tx: Tx, id: bigint, failure: string, at: number): Promise<void> {
  await tx.q
    .updateTable("connection")
    .set(({ fn, val, ref }) => ({
      failure,
      failing_since: fn.coalesce(ref("failing_since"), val(BigInt(at))),
    }))
    .where("id", "=", id)
    .execute();
}

/** All connections of a book, or of all books, oldest first; the removed ones too. */
export async function listConnections(handle: Handle, bookId?: bigint): Promise<readonly Connection[]> {
  let query = handle.q.selectFrom("connection").selectAll().orderBy("id");
  if (bookId !== undefined) query = query.where("book_id", "=", bookId);
  return (await query.execute()).map(toConnection);
}

/** The connection with this id, or undefined. */
export async function readConnection(handle: Handle, id: bigint): Promise<Connection | undefined> {
  const row = await handle.q.selectFrom("connection").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toConnection(row);
}

/** The connection of this account, or undefined. */
export async function findConnection(
  handle: Handle,
  bookId: bigint,
  platform: string,
  accountId: string,
): Promise<Connection | undefined> {
  const row = await handle.q
    .selectFrom("connection")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("platform", "=", platform)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  return row && toConnection(row);
}

/** The connection that messages to this address are about, or undefined. */
export async function connectionOfPing(handle: Handle, pingKey: Uint8Array): Promise<Connection | undefined> {
  const row = await handle.q
    .selectFrom("connection")
    .selectAll()
    .where("ping_key", "=", Buffer.from(pingKey))
    .executeTakeFirst();
  return row && toConnection(row);
}

type Stored = Selectable<Database["connection"]>;

function toConnection(row: Stored): Connection {
  return {
    id: row.id,
    bookId: row.book_id,
    platform: row.platform,
    accountId: row.account_id,
    name: row.name,
    state: row.state as ConnectionState,
    keyId: row.key_id,
    credential: row.credential,
    pingKey: row.ping_key,
    createdAt: Number(row.created_at),
    checkedAt: row.checked_at === null ? undefined : Number(row.checked_at),
    failure: row.failure ?? undefined,
    failingSince: row.failing_since === null ? undefined : Number(row.failing_since),
  };
}
