import type { Handle } from "./handle.ts";

/** That an account was frozen, closed or opened again: when, by whom and why. */
export type StoredAccountEvent = {
  readonly kind: "frozen" | "closed" | "reopened";
  readonly at: number;
  readonly actor: string;
  readonly reason: string;
};

/** What was decided about an account, oldest first; the last one is its state. */
export async function accountEvents(handle: Handle, accountId: bigint): Promise<readonly StoredAccountEvent[]> {
  const rows = await handle.q
    .selectFrom("account_event")
    .select(["kind", "at", "actor", "reason"])
    .where("account_id", "=", accountId)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return rows.map(({ kind, at, actor, reason }) => ({
    kind: kind as StoredAccountEvent["kind"],
    at: Number(at),
    actor,
    reason,
  }));
}
