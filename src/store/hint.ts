import { sql } from "kysely";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** "Look at this", told by a platform and not believed: only what is then fetched counts. */
export type HintRow = {
  readonly id: bigint;
  readonly connectionId: bigint;
  readonly stream: string;
  /** The platform's id of the record; "" for the newest of the stream. */
  readonly objectId: string;
  /** For people: "a sale". */
  readonly about: string;
  readonly test: boolean;
  /** When it was last told. Grows with every repeat, so that one that comes while it is followed is not lost. */
  readonly receivedAt: number;
  readonly dueAt: number;
  /** How often it was followed without finding anything. */
  readonly attempts: number;
};

/** Opens hints that are due at once; one about the same that is open already is told again and due at once. */
export async function openHints(
  tx: Tx,
  hints: readonly Pick<HintRow, "connectionId" | "stream" | "objectId" | "about" | "test">[],
  at: number,
): Promise<void> {
  const now = BigInt(at);
  await insertMany(
    tx,
    "hint",
    ["connection_id", "stream", "object_id", "about", "test", "received_at", "due_at", "attempts", "state", "note"],
    hints.map((hint) => [
      hint.connectionId,
      hint.stream,
      hint.objectId,
      hint.about,
      hint.test ? 1n : 0n,
      now,
      now,
      0n,
      "open",
      "",
    ]),
    `ON CONFLICT(connection_id,stream,object_id) WHERE state='open' DO UPDATE SET about=excluded.about, test=excluded.test,
       received_at=CASE WHEN excluded.received_at>hint.received_at THEN excluded.received_at ELSE hint.received_at+1 END,
       due_at=excluded.due_at, attempts=0`,
  );
}

/** Open hints of a connection that are due, the oldest first. */
export async function dueHints(
  handle: Handle,
  connectionId: bigint,
  now: number,
  limit: number,
): Promise<readonly HintRow[]> {
  const rows = await handle.q
    .selectFrom("hint")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("state", "=", "open")
    .where("due_at", "<=", BigInt(now))
    .orderBy("due_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    connectionId: row.connection_id,
    stream: row.stream,
    objectId: row.object_id,
    about: row.about,
    test: row.test === 1n,
    receivedAt: Number(row.received_at),
    dueAt: Number(row.due_at),
    attempts: Number(row.attempts),
  }));
}

/** Closes a hint, unless it was told again since it was read. */
export async function closeHint(
  tx: Tx,
  hint: Pick<HintRow, "id" | "receivedAt">,
  state: "done" | "dropped",
  note: string,
): Promise<void> {
  await tx.q
    .updateTable("hint")
    .set({ state, note })
    .where("id", "=", hint.id)
    .where("received_at", "=", BigInt(hint.receivedAt))
    .where("state", "=", "open")
    .execute();
}

/** Puts a hint off, unless it was told again since it was read. */
export async function putOffHint(
  tx: Tx,
  hint: Pick<HintRow, "id" | "receivedAt" | "attempts">,
  dueAt: number,
  note: string,
): Promise<void> {
  await tx.q
    .updateTable("hint")
    .set({ due_at: BigInt(dueAt), attempts: BigInt(hint.attempts), note })
    .where("id", "=", hint.id)
    .where("received_at", "=", BigInt(hint.receivedAt))
    .where("state", "=", "open")
    .execute();
}

/** When the next open hint of a connection is due, or undefined when none is open. */
export async function nextHintAt(handle: Handle, connectionId: bigint): Promise<number | undefined> {
  const { rows } = await sql<{ at: bigint | null }>`
    SELECT min(due_at) AS at FROM hint WHERE connection_id=${connectionId} AND state='open'`.execute(handle.q);
  const at = rows[0]?.at ?? null;
  return at === null ? undefined : Number(at);
}

/** How many hints of a connection are open. */
export async function countOpenHints(handle: Handle, connectionId: bigint): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    SELECT count(*) AS n FROM hint WHERE connection_id=${connectionId} AND state='open'`.execute(handle.q);
  return Number(rows[0]?.n ?? 0n);
}

/** Forgets hints that were dealt with and came before `before`. Gives how many. */
export async function forgetHints(tx: Tx, before: number): Promise<number> {
  const done = await tx.q
    .deleteFrom("hint")
    .where("state", "<>", "open")
    .where("received_at", "<", BigInt(before))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
