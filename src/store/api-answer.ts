import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** What a write over HTTP was answered; undefined while it is under way. */
export type ApiAnswer = {
  readonly requestHash: Uint8Array;
  readonly answered: { readonly status: number; readonly body: string } | undefined;
};

/** In place of a status: the write is under way, in the run of the engine that `body` names. */
const underWay = 0n;

type Key = { readonly principal: string; readonly idemKey: string };

/** What is known of this principal's request of that key; older ones than `since` are forgotten. */
export async function readApiAnswer(handle: Handle, key: Key, since: Millis): Promise<ApiAnswer | undefined> {
  const row = await handle.q
    .selectFrom("api_answer")
    .select(["request_hash", "status", "body"])
    .where("principal", "=", key.principal)
    .where("idem_key", "=", key.idemKey)
    .where("at", ">", BigInt(since))
    .executeTakeFirst();
  if (!row) return undefined;
  const { status, body } = row;
  return {
    requestHash: row.request_hash,
    answered: status === null || status === underWay || body === null ? undefined : { status: Number(status), body },
  };
}

/**
 * Notes that a request begins in this run of the engine, and forgets those from before `since`. False when this key was
 * answered, is under way in this run, or stood for another request. What was under way in an earlier run is under way no
 * more: nothing of it goes on, so the same request may begin again, and what it did before is recognised by what it does.
 */
export async function beginApiAnswer(
  tx: Tx,
  key: Key,
  request: { readonly hash: Uint8Array; readonly at: Millis; readonly since: Millis; readonly run: string },
): Promise<boolean> {
  await tx.q.deleteFrom("api_answer").where("at", "<=", BigInt(request.since)).execute();
  const taken = await tx.q
    .updateTable("api_answer")
    .set({ at: BigInt(request.at), status: underWay, body: request.run })
    .where("principal", "=", key.principal)
    .where("idem_key", "=", key.idemKey)
    .where("request_hash", "=", request.hash)
    .where((of) =>
      of.or([of("status", "is", null), of.and([of("status", "=", underWay), of("body", "!=", request.run)])]),
    )
    .executeTakeFirst();
  if (taken.numUpdatedRows === 1n) return true;
  const done = await tx.q
    .insertInto("api_answer")
    .values({
      principal: key.principal,
      idem_key: key.idemKey,
      request_hash: request.hash,
      at: BigInt(request.at),
      status: underWay,
      body: request.run,
    })
    .onConflict((conflict) => conflict.columns(["principal", "idem_key"]).doNothing())
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/** Keeps what was answered. */
export async function endApiAnswer(tx: Tx, key: Key, answer: { status: number; body: string }): Promise<void> {
  await tx.q
    .updateTable("api_answer")
    .set({ status: BigInt(answer.status), body: answer.body })
    .where("principal", "=", key.principal)
    .where("idem_key", "=", key.idemKey)
    .execute();
}

/** Forgets a request that came to nothing, so that it may be sent again. */
export async function dropApiAnswer(tx: Tx, key: Key): Promise<void> {
  await tx.q
    .deleteFrom("api_answer")
    .where("principal", "=", key.principal)
    .where("idem_key", "=", key.idemKey)
    .execute();
}
