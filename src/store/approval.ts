import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A yes or a no to exactly one plan. Never changed: another plan has another hash, so an edit makes a yes worthless. */
export type Approval = {
  readonly planHash: string;
  readonly answer: "yes" | "no";
  /** `standing`: the owner's permission for a kind of action, without looking at this one. */
  readonly origin: "person" | "standing";
  readonly actor: string;
  readonly at: Millis;
  /** After this a yes counts no more. */
  readonly expiresAt: Millis;
  /** Why; kept for learning. */
  readonly reason: string;
};

/** Keeps an answer. */
export async function addApproval(tx: Tx, actionId: string, approval: Approval): Promise<void> {
  await tx.q
    .insertInto("approval")
    .values({
      action_id: actionId,
      plan_hash: approval.planHash,
      answer: approval.answer,
      origin: approval.origin,
      actor: approval.actor,
      at: BigInt(approval.at),
      expires_at: BigInt(approval.expiresAt),
      reason: approval.reason,
    })
    .execute();
}

/** The answers to an action, the first one first; also those that count no more. */
export async function approvalsOf(handle: Handle, actionId: string): Promise<readonly Approval[]> {
  const rows = await handle.q
    .selectFrom("approval")
    .selectAll()
    .where("action_id", "=", actionId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    planHash: row.plan_hash,
    answer: row.answer as Approval["answer"],
    origin: row.origin as Approval["origin"],
    actor: row.actor,
    at: Number(row.at),
    expiresAt: Number(row.expires_at),
    reason: row.reason,
  }));
}

/**
 * The yes that an action goes ahead on: the newest answer, when it is a yes to exactly this plan, in time, and was not
 * taken back since.
 */
export async function standingYes(
  handle: Handle,
  { actionId, planHash }: { readonly actionId: string; readonly planHash: string },
  now: Millis,
): Promise<Approval | undefined> {
  const newest = (await approvalsOf(handle, actionId)).at(-1);
  if (newest?.answer !== "yes" || newest.planHash !== planHash || newest.expiresAt <= now) return undefined;
  const last = await handle.q
    .selectFrom("action_event")
    .select("to_state")
    .where("action_id", "=", actionId)
    .where("to_state", "in", ["approved", "recalled"])
    .orderBy("step", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.to_state === "recalled" ? undefined : newest;
}

/** Whether a person ever said yes to an action of this pattern and left it at that, other than to `actionId` itself. */
export async function isPatternKnown(
  handle: Handle,
  bookId: bigint,
  pattern: string,
  actionId: string,
): Promise<boolean> {
  const row = await handle.q
    .selectFrom("action")
    .innerJoin("approval", "approval.action_id", "action.id")
    .select("action.id")
    .where("action.book_id", "=", bookId)
    .where("action.pattern", "=", pattern)
    .where("action.id", "!=", actionId)
    .where("approval.answer", "=", "yes")
    .where("approval.origin", "=", "person")
    .whereRef("approval.plan_hash", "=", "action.plan_hash")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("action_event as back")
            .select("back.step")
            .whereRef("back.action_id", "=", "action.id")
            .where("back.to_state", "=", "recalled")
            .whereRef("back.at", ">=", "approval.at"),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
