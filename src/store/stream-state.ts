import type { Handle, Tx } from "./handle.ts";

/** How far one stream of a connection was read. Times are UTC milliseconds. */
export type StreamState = {
  readonly stream: string;
  /** When the newest record came to be that a finished look saw. */
  readonly highWater: number | undefined;
  /** Between which moments nothing is missing; 0 is the beginning of everything. Absent until a look was finished. */
  readonly coveredFrom: number | undefined;
  readonly coveredTo: number | undefined;
  /** When a look was last finished. */
  readonly lookedAt: number | undefined;
  /** Why it cannot be read now, one sentence, and since when. */
  readonly failure: string | undefined;
  readonly failingSince: number | undefined;
};

/** How far the streams of a connection were read; one that was never looked at is absent. */
export async function streamStates(handle: Handle, connectionId: bigint): Promise<readonly StreamState[]> {
  const rows = await handle.q
    .selectFrom("stream_state")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .orderBy("stream")
    .execute();
  return rows.map((row) => ({
    stream: row.stream,
    highWater: numberOf(row.high_water),
    coveredFrom: numberOf(row.covered_from),
    coveredTo: numberOf(row.covered_to),
    lookedAt: numberOf(row.looked_at),
    failure: row.failure ?? undefined,
    failingSince: numberOf(row.failing_since),
  }));
}

/** How far one stream was read, or undefined when it was never looked at. */
export async function streamState(
  handle: Handle,
  connectionId: bigint,
  stream: string,
): Promise<StreamState | undefined> {
  return (await streamStates(handle, connectionId)).find((one) => one.stream === stream);
}

function numberOf(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value);
}

/** Writes how far a stream was read. */
export async function saveStreamState(tx: Tx, connectionId: bigint, state: StreamState): Promise<void> {
  const big = (value: number | undefined): bigint | null => (value === undefined ? null : BigInt(value));
  const values = {
    high_water: big(state.highWater),
    covered_from: big(state.coveredFrom),
    covered_to: big(state.coveredTo),
    looked_at: big(state.lookedAt),
    failure: state.failure ?? null,
    failing_since: big(state.failingSince),
  };
  await tx.q
    .insertInto("stream_state")
    .values({ connection_id: connectionId, stream: state.stream, ...values })
    .onConflict((conflict) => conflict.columns(["connection_id", "stream"]).doUpdateSet(values))
    .execute();
  const past = { covered_from: values.covered_from, covered_to: values.covered_to, failure: values.failure };
  const at = BigInt(Math.max(state.lookedAt ?? 0, state.failingSince ?? 0));
  await tx.q
    .insertInto("stream_past")
    .values({ connection_id: connectionId, stream: state.stream, at, ...past })
    .onConflict((conflict) => conflict.columns(["connection_id", "stream", "at"]).doUpdateSet(past))
    .execute();
}

/** How far one stream had been read at a moment; undefined where it had not been looked at. */
export async function streamStateAt(
  handle: Handle,
  connectionId: bigint,
  stream: string,
  at: number,
): Promise<Pick<StreamState, "coveredFrom" | "coveredTo" | "failure"> | undefined> {
  const row = await handle.q
    .selectFrom("stream_past")
    .select(["covered_from", "covered_to", "failure"])
    .where("connection_id", "=", connectionId)
    .where("stream", "=", stream)
    .where("at", "<=", BigInt(at))
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      coveredFrom: numberOf(row.covered_from),
      coveredTo: numberOf(row.covered_to),
      failure: row.failure ?? undefined,
    }
  );
}
