import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A browser that is signed in. Its token is known to the browser alone; here is the SHA-256 of it. */
export type SessionRow = {
  readonly id: string;
  readonly hash: Uint8Array;
  /** The token before the last change counts a little longer, for requests that were under way. */
  readonly former: { readonly hash: Uint8Array; readonly until: Millis } | undefined;
  readonly personId: string;
  /** Made over https: its cookie is then never taken from plain http, nor the other way round. */
  readonly secure: boolean;
  readonly madeAt: Millis;
  readonly usedAt: Millis;
  readonly freshUntil: Millis | undefined;
  /** What the browser calls itself, shortened. */
  readonly agent: string;
  readonly address: string;
};

/** Keeps a new session. */
export async function addSession(tx: Tx, session: Omit<SessionRow, "former">): Promise<void> {
  const { id, hash, agent, address, freshUntil } = session;
  await tx.q
    .insertInto("person_session")
    .values({
      id,
      hash,
      agent,
      address,
      former_hash: null,
      former_until: null,
      person_id: session.personId,
      secure: session.secure ? 1n : 0n,
      made_at: BigInt(session.madeAt),
      used_at: BigInt(session.usedAt),
      fresh_until: freshUntil === undefined ? null : BigInt(freshUntil),
    })
    .execute();
}

/** The session of this token, by its present or its former one. */
export async function sessionOfHash(handle: Handle, hash: Uint8Array): Promise<SessionRow | undefined> {
  const row = await handle.q
    .selectFrom("person_session")
    .selectAll()
    .where((of) => of.or([of("hash", "=", hash), of("former_hash", "=", hash)]))
    .executeTakeFirst();
  return row && toSession(row);
}

/** A person's sessions, the one used last first. */
export async function sessionsOf(handle: Handle, personId: string): Promise<readonly SessionRow[]> {
  const rows = await handle.q
    .selectFrom("person_session")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("used_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(toSession);
}

/** Gives a session a new token and a new freshness; false when it ended meanwhile, or was renewed by somebody else. */
export async function renewSession(
  tx: Tx,
  session: Pick<SessionRow, "id" | "hash">,
  next: { readonly hash: Uint8Array; readonly formerUntil: Millis; readonly freshUntil: Millis; readonly at: Millis },
): Promise<boolean> {
  const done = await tx.q
    .updateTable("person_session")
    .set({
      hash: next.hash,
      former_hash: session.hash,
      former_until: BigInt(next.formerUntil),
      fresh_until: BigInt(next.freshUntil),
      used_at: BigInt(next.at),
    })
    .where("id", "=", session.id)
    .where("hash", "=", session.hash)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Writes down that it was used. */
export async function noteSessionUse(tx: Tx, id: string, at: Millis): Promise<void> {
  await tx.q
    .updateTable("person_session")
    .set({ used_at: BigInt(at) })
    .where("id", "=", id)
    .execute();
}

/** Ends one session of a person; false when she has no such session. */
export async function endSession(tx: Tx, personId: string, id: string): Promise<boolean> {
  const done = await tx.q
    .deleteFrom("person_session")
    .where("id", "=", id)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** Ends all sessions of a person but one; gives how many. */
export async function endSessions(tx: Tx, personId: string, except?: string): Promise<number> {
  const done = await tx.q
    .deleteFrom("person_session")
    .where("person_id", "=", personId)
    .where("id", "!=", except ?? "")
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Forgets the sessions that ran out. */
export async function forgetSessions(tx: Tx, before: { readonly made: Millis; readonly used: Millis }): Promise<void> {
  await tx.q
    .deleteFrom("person_session")
    .where((of) => of.or([of("made_at", "<=", BigInt(before.made)), of("used_at", "<=", BigInt(before.used))]))
    .execute();
}

function toSession(row: {
  id: string;
  hash: Uint8Array;
  former_hash: Uint8Array | null;
  former_until: bigint | null;
  person_id: string;
  secure: bigint;
  made_at: bigint;
  used_at: bigint;
  fresh_until: bigint | null;
  agent: string;
  address: string;
}): SessionRow {
  const { id, hash, agent, address } = row;
  return {
    id,
    hash,
    agent,
    address,
    former:
      row.former_hash === null || row.former_until === null
        ? undefined
        : { hash: row.former_hash, until: Number(row.former_until) },
    personId: row.person_id,
    secure: row.secure === 1n,
    madeAt: Number(row.made_at),
    usedAt: Number(row.used_at),
    freshUntil: row.fresh_until === null ? undefined : Number(row.fresh_until),
  };
}
