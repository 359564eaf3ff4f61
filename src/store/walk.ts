import type { Handle, Tx } from "./handle.ts";

/** One look's way through a stream, as far as it is committed. Gone once it is finished. */
export type Walk = {
  readonly connectionId: bigint;
  readonly stream: string;
  readonly look: string;
  /** Records from before this moment are not needed; absent: from the beginning. */
  readonly since: number | undefined;
  /** Where the next page begins; absent: at the first one. */
  readonly cursor: string | undefined;
  readonly startedAt: number;
  /** When the newest record came to be that was seen on the way. */
  readonly newest: number | undefined;
  readonly pages: number;
  readonly records: number;
  /** Records never seen before. */
  readonly fresh: number;
};

/** The unfinished walk of a look, or undefined. */
export async function readWalk(
  handle: Handle,
  connectionId: bigint,
  stream: string,
  look: string,
): Promise<Walk | undefined> {
  const row = await handle.q
    .selectFrom("walk")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("stream", "=", stream)
    .where("look", "=", look)
    .executeTakeFirst();
  return (
    row && {
      connectionId,
      stream,
      look,
      since: row.since === null ? undefined : Number(row.since),
      cursor: row.cursor ?? undefined,
      startedAt: Number(row.started_at),
      newest: row.newest === null ? undefined : Number(row.newest),
      pages: Number(row.pages),
      records: Number(row.records),
      fresh: Number(row.fresh),
    }
  );
}

/** Writes where a walk is. */
export async function saveWalk(tx: Tx, walk: Walk): Promise<void> {
  const values = {
    since: walk.since === undefined ? null : BigInt(walk.since),
    cursor: walk.cursor ?? null,
    started_at: BigInt(walk.startedAt),
    newest: walk.newest === undefined ? null : BigInt(walk.newest),
    pages: BigInt(walk.pages),
    records: BigInt(walk.records),
    fresh: BigInt(walk.fresh),
  };
  await tx.q
    .insertInto("walk")
    .values({ connection_id: walk.connectionId, stream: walk.stream, look: walk.look, ...values })
    .onConflict((conflict) => conflict.columns(["connection_id", "stream", "look"]).doUpdateSet(values))
    .execute();
}

/** Forgets a walk: it was finished, or begins anew. */
export async function removeWalk(tx: Tx, { connectionId, stream, look }: Walk): Promise<void> {
  await tx.q
    .deleteFrom("walk")
    .where("connection_id", "=", connectionId)
    .where("stream", "=", stream)
    .where("look", "=", look)
    .execute();
}

/** The looks of a connection that are under way or were interrupted. */
export async function listWalks(
  handle: Handle,
  connectionId: bigint,
): Promise<readonly { readonly stream: string; readonly look: string; readonly records: number }[]> {
  const rows = await handle.q
    .selectFrom("walk")
    .select(["stream", "look", "records"])
    .where("connection_id", "=", connectionId)
    .orderBy("stream")
    .orderBy("look")
    .execute();
  return rows.map((row) => ({ stream: row.stream, look: row.look, records: Number(row.records) }));
}
