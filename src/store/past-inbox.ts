import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle } from "./handle.ts";

/** An action with the newest of its steps at a moment. */
export type ActionThen = {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly reason: string;
  readonly proposedAt: Millis;
  readonly state: string;
  readonly since: Millis;
  readonly actor: string;
  readonly why: string;
};

/** The actions of a book that stood in one of these states at a moment, oldest first. Looks at each that was proposed by then. */
export async function actionsAt(
  handle: Handle,
  bookId: bigint,
  at: Millis,
  states: readonly string[],
  limit: number,
): Promise<readonly ActionThen[]> {
  const { rows } = await sql<{
    id: string;
    kind: string;
    target: string;
    reason: string;
    proposed_at: bigint;
    to_state: string;
    at: bigint;
    actor: string;
    why: string;
  }>`
    SELECT a.id,a.kind,a.target,a.reason,a.proposed_at,e.to_state,e.at,e.actor,e.why
    FROM action a JOIN action_event e ON e.action_id=a.id
    WHERE a.book_id=${bookId} AND a.proposed_at<=${BigInt(at)} AND e.to_state IN(${sql.join(states)})
      AND e.step=(SELECT max(l.step) FROM action_event l WHERE l.action_id=a.id AND l.at<=${BigInt(at)})
    ORDER BY a.proposed_at,a.id LIMIT ${sql.lit(limit)}`.execute(handle.q);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    target: row.target,
    reason: row.reason,
    proposedAt: Number(row.proposed_at),
    state: row.to_state,
    since: Number(row.at),
    actor: row.actor,
    why: row.why,
  }));
}

/** A human step that waited. */
export type StepThen = {
  readonly id: bigint;
  readonly title: string;
  readonly createdAt: Millis;
  readonly dueAt: Millis | undefined;
};

/** The human steps of a book that waited at a moment, oldest first. */
export async function stepsAt(handle: Handle, bookId: bigint, at: Millis, limit: number): Promise<readonly StepThen[]> {
  const rows = await handle.q
    .selectFrom("human_step")
    .select(["id", "title", "created_at", "due_at"])
    .where("book_id", "=", bookId)
    .where("created_at", "<=", BigInt(at))
    .where((eb) => eb.or([eb("ended_at", "is", null), eb("ended_at", ">", BigInt(at))]))
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    createdAt: Number(row.created_at),
    dueAt: row.due_at === null ? undefined : Number(row.due_at),
  }));
}
