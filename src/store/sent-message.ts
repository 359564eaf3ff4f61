import type { Selectable } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";
import { insertMany } from "./insert-many.ts";
import type { Database } from "./schema.ts";

/** One message to one sink. */
export type SentMessage = {
  readonly id: bigint;
  readonly sinkId: bigint;
  /** Equal keys are the same message: once to each sink. */
  readonly messageKey: string;
  /** The cleaned message as JSON. */
  readonly message: string;
  readonly madeAt: Millis;
  readonly state: "waiting" | "sent" | "dead";
  /** How often it was tried. */
  readonly tries: number;
  readonly endedAt: Millis | undefined;
  /** What came of the last try, for people; "" before it. */
  readonly note: string;
};

/** Puts messages in line; one that a sink was given before is left as it was. Gives the ids of the new ones. */
export async function addMessages(
  tx: Tx,
  messages: readonly Pick<SentMessage, "sinkId" | "messageKey" | "message">[],
  madeAt: Millis,
): Promise<readonly bigint[]> {
  const newest = await newestId(tx);
  await insertMany(
    tx,
    "sent_message",
    ["sink_id", "message_key", "message", "made_at", "state", "tries", "note"],
    messages.map(({ sinkId, messageKey, message }) => [sinkId, messageKey, message, BigInt(madeAt), "waiting", 0n, ""]),
    "ON CONFLICT(sink_id,message_key) DO NOTHING",
  );
  // Writers take turns, so what is newer came from here; others' rows on PostgreSQL would only be put in line twice.
  const rows = await tx.q.selectFrom("sent_message").select("id").where("id", ">", newest).orderBy("id").execute();
  return rows.map(({ id }) => id);
}

async function newestId(tx: Tx): Promise<bigint> {
  const row = await tx.q
    .selectFrom("sent_message")
    .select(({ fn }) => fn.max("id").as("id"))
    .executeTakeFirst();
  return row?.id ?? 0n;
}

/** Counts a try before it is made. */
export async function countTry(tx: Tx, id: bigint): Promise<void> {
  await tx.q
    .updateTable("sent_message")
    .set(({ eb }) => ({ tries: eb("tries", "+", 1n) }))
    .where("id", "=", id)
    .execute();
}

/** Writes down what came of a try: taken, given up, or still waiting. */
export async function noteTry(
  tx: Tx,
  id: bigint,
  state: SentMessage["state"],
  note: string,
  at: Millis,
): Promise<void> {
  await tx.q
    .updateTable("sent_message")
    .set({ state, note, ended_at: state === "waiting" ? null : BigInt(at) })
    .where("id", "=", id)
    .execute();
}

/** The message with this id, or undefined. */
export async function readMessage(handle: Handle, id: bigint): Promise<SentMessage | undefined> {
  const row = await handle.q.selectFrom("sent_message").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toMessage(row);
}

/** The newest messages to a sink, or to all, newest first. */
export async function latestMessages(handle: Handle, limit: number, sinkId?: bigint): Promise<readonly SentMessage[]> {
  let query = handle.q.selectFrom("sent_message").selectAll().orderBy("id", "desc").limit(limit);
  if (sinkId !== undefined) query = query.where("sink_id", "=", sinkId);
  return (await query.execute()).map(toMessage);
}

/** Messages that wait since before `before`, oldest first. */
export async function waitingSince(handle: Handle, before: Millis, limit: number): Promise<readonly SentMessage[]> {
  const rows = await handle.q
    .selectFrom("sent_message")
    .selectAll()
    .where("state", "=", "waiting")
    .where("made_at", "<", BigInt(before))
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** How many messages were given up since `since`, by sink. */
export async function deadSince(handle: Handle, since: Millis): Promise<ReadonlyMap<bigint, number>> {
  const rows = await handle.q
    .selectFrom("sent_message")
    .select(({ fn }) => ["sink_id", fn.countAll<bigint>().as("count")])
    .where("state", "=", "dead")
    .where("ended_at", ">=", BigInt(since))
    .groupBy("sink_id")
    .execute();
  return new Map(rows.map(({ sink_id, count }) => [sink_id, Number(count)]));
}

/** Gives up what still waits for a sink. */
export async function giveUpWaiting(tx: Tx, sinkId: bigint, note: string, at: Millis): Promise<void> {
  await tx.q
    .updateTable("sent_message")
    .set({ state: "dead", note, ended_at: BigInt(at) })
    .where("sink_id", "=", sinkId)
    .where("state", "=", "waiting")
    .execute();
}

/** Forgets messages that ended before `before`. Gives how many. */
export async function forgetMessages(tx: Tx, before: Millis): Promise<number> {
  const done = await tx.q
    .deleteFrom("sent_message")
    .where("state", "<>", "waiting")
    .where("ended_at", "<", BigInt(before))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}

function toMessage(row: Selectable<Database["sent_message"]>): SentMessage {
  return {
    id: row.id,
    sinkId: row.sink_id,
    messageKey: row.message_key,
    message: row.message,
    madeAt: Number(row.made_at),
    state: row.state as SentMessage["state"],
    tries: Number(row.tries),
    endedAt: row.ended_at === null ? undefined : Number(row.ended_at),
    note: row.note,
  };
}
