import type { Millis } from "../base/clock.ts";
import type { PastDecision } from "../domain/policy/compliance-report.ts";
import type { Decision, Verdict } from "../domain/policy/decide.ts";
import type { Handle, Tx } from "./handle.ts";

/** One step of an action: who took it, when and why. Never changed. `from` and `to` are equal for an edit of the plan. */
export type ActionEvent = {
  /** 1 for the first. */
  readonly step: number;
  /** "" before the first. */
  readonly from: string;
  readonly to: string;
  readonly at: Millis;
  readonly actor: string;
  readonly why: string;
  readonly planHash: string;
};

/** Adds steps; a step that is there already is refused by the database. */
export async function addActionEvents(tx: Tx, actionId: string, events: readonly ActionEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.q
    .insertInto("action_event")
    .values(
      events.map(({ step, from, to, at, actor, why, planHash }) => ({
        action_id: actionId,
        step: BigInt(step),
        from_state: from,
        to_state: to,
        at: BigInt(at),
        actor,
        why,
        plan_hash: planHash,
      })),
    )
    .execute();
}

/** Every step of an action, the first one first. */
export async function actionEvents(handle: Handle, actionId: string): Promise<readonly ActionEvent[]> {
  const rows = await handle.q
    .selectFrom("action_event")
    .selectAll()
    .where("action_id", "=", actionId)
    .orderBy("step")
    .execute();
  return rows.map((row) => ({
    step: Number(row.step),
    from: row.from_state,
    to: row.to_state,
    at: Number(row.at),
    actor: row.actor,
    why: row.why,
    planHash: row.plan_hash,
  }));
}

/** What was decided about an action: JSON texts, so that it can be made again. */
export type StoredDecision = {
  readonly actionId: string;
  readonly bookId: bigint;
  readonly at: Millis;
  readonly kind: string;
  readonly target: string;
  readonly planHash: string;
  readonly verdict: Verdict;
  /** The whole decision with the owner's own reasons. */
  readonly body: string;
  /** The facts and counts it rests on. */
  readonly facts: string;
};

/** Keeps a decision. */
export async function addDecision(tx: Tx, decision: StoredDecision): Promise<void> {
  await tx.q
    .insertInto("decision")
    .values({
      action_id: decision.actionId,
      book_id: decision.bookId,
      at: BigInt(decision.at),
      kind: decision.kind,
      target: decision.target,
      plan_hash: decision.planHash,
      verdict: decision.verdict,
      body: decision.body,
      facts: decision.facts,
    })
    .execute();
}

/** The decisions about an action, the first one first. */
export async function decisionsOf(handle: Handle, actionId: string): Promise<readonly StoredDecision[]> {
  const rows = await handle.q
    .selectFrom("decision")
    .selectAll()
    .where("action_id", "=", actionId)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    actionId,
    bookId: row.book_id,
    at: Number(row.at),
    kind: row.kind,
    target: row.target,
    planHash: row.plan_hash,
    verdict: row.verdict as Verdict,
    body: row.body,
    facts: row.facts,
  }));
}

/** What was decided in a book from `from` on and before `to`; the verdict is the final one, the voices are the rules'. */
export async function pastDecisions(
  handle: Handle,
  bookId: bigint,
  from: Millis,
  to: Millis,
): Promise<readonly PastDecision[]> {
  const rows = await handle.q
    .selectFrom("decision")
    .select(["at", "kind", "target", "verdict", "body"])
    .where("book_id", "=", bookId)
    .where("at", ">=", BigInt(from))
    .where("at", "<", BigInt(to))
    .orderBy("id")
    .execute();
  return rows.map(({ at, kind, target, verdict, body }) => {
    const { decision } = JSON.parse(body) as { decision: Decision };
    return { ...decision, at: Number(at), kind, target, verdict: verdict as Verdict };
  });
}
