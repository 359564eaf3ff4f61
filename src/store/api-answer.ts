import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** What a write over HTTP was answered; without a status it is under way, or its end was never seen. */
export type ApiAnswer = {
  readonly requestHash: Uint8Array;
  readonly answered: { readonly status: number; readonly body: string } | undefined;
};

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
    answered: status === null || body === null ? undefined : { status: Number(status), body },
  };
}

/** Notes that a request begins, and forgets those from before `since`. False when another one has this key already. */
export async function beginApiAnswer(
  tx: Tx,
  key: Key,
  request: { readonly hash: Uint8Array; readonly at: Millis; readonly since: Millis },
): Promise<boolean> {
  await tx.q.deleteFrom("api_answer").where("at", "<=", BigInt(request.since)).execute();
  const done = await tx.q
    .insertInto("api_answer")
    .values({
      principal: key.principal,
      idem_key: key.idemKey,
      request_hash: request.hash,
      at: BigInt(request.at),
      status: null,
      body: null,
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
