import { anyOf } from "./any-of.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";

/** A record that could not be understood or booked. `body` is sealed; `bodyHash` is of the plain text. */
export type QuarantineRow = {
  readonly objectId: string;
  /** One clause for people. */
  readonly reason: string;
  readonly keyId: bigint;
  readonly body: Uint8Array;
  readonly bodyHash: Uint8Array;
};

/** A record that still waits, without its body. */
export type OpenQuarantine = { readonly id: bigint; readonly objectId: string; readonly reason: string };

/** Waiting records of a stream with these platform ids. */
export async function openAmong(
  handle: Handle,
  connectionId: bigint,
  stream: string,
  objectIds: readonly string[],
): Promise<readonly OpenQuarantine[]> {
  if (objectIds.length === 0) return [];
  const rows = await handle.q
    .selectFrom("quarantine")
    .select(["id", "object_id", "reason"])
    .where("connection_id", "=", connectionId)
    .where("stream", "=", stream)
    .where("resolved_at", "is", null)
    .where(anyOf(handle, "object_id", objectIds))
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ id: row.id, objectId: row.object_id, reason: row.reason }));
}

/** Puts records into quarantine; one that was there with the same body waits again. */
export async function addQuarantine(
  tx: Tx,
  connectionId: bigint,
  stream: string,
  rows: readonly QuarantineRow[],
  seenAt: number,
): Promise<void> {
  await insertMany(
    tx,
    "quarantine",
    ["connection_id", "stream", "object_id", "reason", "key_id", "body", "body_hash", "seen_at"],
    rows.map((row) => [
      connectionId,
      stream,
      row.objectId,
      row.reason,
      row.keyId,
      row.body,
      row.bodyHash,
      BigInt(seenAt),
    ]),
    "ON CONFLICT(connection_id,stream,body_hash) DO UPDATE SET reason=excluded.reason, seen_at=excluded.seen_at, resolved_at=NULL",
  );
}

/** Notes that waiting records were met again. */
export async function touchQuarantine(tx: Tx, ids: readonly bigint[], seenAt: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.q
    .updateTable("quarantine")
    .set({ seen_at: BigInt(seenAt) })
    .where("id", "in", ids)
    .execute();
}

/** Lets records out: they were understood, or are no longer listed as they were. */
export async function resolveQuarantine(tx: Tx, ids: readonly bigint[], at: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.q
    .updateTable("quarantine")
    .set({ resolved_at: BigInt(at) })
    .where("id", "in", ids)
    .execute();
}

/** Lets out records without an id that a whole look, begun at `before`, did not meet any more. */
export async function resolveNameless(
  tx: Tx,
  connectionId: bigint,
  stream: string,
  before: number,
  at: number,
): Promise<void> {
  await tx.q
    .updateTable("quarantine")
    .set({ resolved_at: BigInt(at) })
    .where("connection_id", "=", connectionId)
    .where("stream", "=", stream)
    .where("object_id", "=", "")
    .where("resolved_at", "is", null)
    .where("seen_at", "<", BigInt(before))
    .execute();
}

/** How many records of each stream of a connection wait. */
export async function countQuarantine(
  handle: Handle,
  connectionId: bigint,
  asOf?: number,
): Promise<ReadonlyMap<string, number>> {
  const query = handle.q
    .selectFrom("quarantine")
    .select(({ fn }) => ["stream", fn.countAll<bigint>().as("n")])
    .where("connection_id", "=", connectionId)
    .groupBy("stream");
  const rows = await (asOf === undefined
    ? query.where("resolved_at", "is", null)
    : query
        .where("seen_at", "<=", BigInt(asOf))
        .where((eb) => eb.or([eb("resolved_at", "is", null), eb("resolved_at", ">", BigInt(asOf))]))
  ).execute();
  return new Map(rows.map((row) => [row.stream, Number(row.n)]));
}

export type QuarantineEntry = QuarantineRow & {
  readonly id: bigint;
  readonly stream: string;
  readonly seenAt: number;
};

/** Records of a connection that wait, oldest first. */
export async function listQuarantine(
  handle: Handle,
  connectionId: bigint,
  limit: number,
): Promise<readonly QuarantineEntry[]> {
  const rows = await handle.q
    .selectFrom("quarantine")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("resolved_at", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    stream: row.stream,
    objectId: row.object_id,
    reason: row.reason,
    keyId: row.key_id,
    body: row.body,
    bodyHash: row.body_hash,
    seenAt: Number(row.seen_at),
  }));
}
