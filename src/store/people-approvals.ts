import type { Handle } from "./handle.ts";

/**
 * Ids of actions in this book that go ahead on nobody's yes but this person's: approved or in line, and every yes to
 * the plan as it is now is hers.
 */
export async function actionsOnYesOf(handle: Handle, actor: string, bookId: bigint): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("action")
    .innerJoin("approval", "approval.action_id", "action.id")
    .select(["action.id", "approval.actor"])
    .where("action.book_id", "=", bookId)
    .where("action.state", "in", ["approved", "queued"])
    .where("approval.answer", "=", "yes")
    .whereRef("approval.plan_hash", "=", "action.plan_hash")
    .orderBy("action.id")
    .execute();
  const others = new Set(rows.filter((row) => row.actor !== actor).map(({ id }) => id));
  return [...new Set(rows.map(({ id }) => id))].filter((id) => !others.has(id));
}
