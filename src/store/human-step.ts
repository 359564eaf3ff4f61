import type { Selectable } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { NewStep, StepCopy, StepInput, StepKind, StepState } from "../domain/step/step.ts";
import type { Handle, Tx } from "./handle.ts";
import type { Database } from "./schema.ts";

/** A step in a person's queue. Times are UTC milliseconds. */
export type HumanStep = {
  readonly id: bigint;
  readonly bookId: bigint;
  readonly kind: StepKind;
  readonly key: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly copies: readonly StepCopy[];
  readonly link: string | undefined;
  readonly input: StepInput;
  readonly choices: readonly string[];
  readonly verifier: string | undefined;
  readonly dueAt: Millis | undefined;
  readonly state: StepState;
  /** The data key that seals `answer`, and the sealed answer. */
  readonly keyId: bigint | undefined;
  readonly answer: Uint8Array | undefined;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly answeredAt: Millis | undefined;
  readonly endedAt: Millis | undefined;
  readonly endedBy: string | undefined;
  /** What became of it, one sentence; "" while nothing did. */
  readonly note: string;
};

/** Puts a step in the queue; undefined when an open one has its key. */
export async function addStep(
  tx: Tx,
  bookId: bigint,
  step: NewStep,
  by: { readonly actor: string; readonly now: Millis },
): Promise<bigint | undefined> {
  const row = await tx.q
    .insertInto("human_step")
    .values({
      book_id: bookId,
      kind: step.kind,
      step_key: step.key,
      title: step.title,
      body: JSON.stringify(step.lines),
      copies: JSON.stringify(step.copies ?? []),
      link: step.link ?? null,
      input: step.input ?? "none",
      choices: JSON.stringify(step.choices ?? []),
      verifier: step.verifier ?? null,
      due_at: step.dueAt === undefined ? null : BigInt(step.dueAt),
      state: "open",
      key_id: null,
      answer: null,
      created_at: BigInt(by.now),
      created_by: by.actor,
      answered_at: null,
      ended_at: null,
      ended_by: null,
      note: "",
    })
    .onConflict((conflict) => conflict.columns(["book_id", "step_key"]).where("ended_at", "is", null).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** What a person answered, sealed. */
export type SealedAnswer = { readonly keyId: bigint; readonly answer: Uint8Array };

/** A person says it is done; it waits until that is seen. Only an open one changes; false when it was not open. */
export async function answerStep(tx: Tx, id: bigint, given: SealedAnswer | undefined, at: Millis): Promise<boolean> {
  const done = await tx.q
    .updateTable("human_step")
    .set({
      state: "answered",
      answered_at: BigInt(at),
      key_id: given?.keyId ?? null,
      answer: given?.answer ?? null,
      note: "",
    })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** It turned out not to be done: it is open again, and `note` says why. */
export async function reopenStep(tx: Tx, id: bigint, note: string): Promise<void> {
  await tx.q
    .updateTable("human_step")
    .set({ state: "open", answered_at: null, note })
    .where("id", "=", id)
    .where("state", "=", "answered")
    .execute();
}

/** Ends a step that has not ended; false when it had. */
export async function endStep(
  tx: Tx,
  id: bigint,
  state: "done" | "cancelled" | "expired",
  by: { readonly actor: string; readonly now: Millis; readonly note: string },
): Promise<boolean> {
  const done = await tx.q
    .updateTable("human_step")
    .set({ state, ended_at: BigInt(by.now), ended_by: by.actor, note: by.note })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The step with this id, or undefined. */
export async function readStep(handle: Handle, id: bigint): Promise<HumanStep | undefined> {
  const row = await handle.q.selectFrom("human_step").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toStep(row);
}

/** The newest step with this key, ended or not. */
export async function stepByKey(handle: Handle, bookId: bigint, key: string): Promise<HumanStep | undefined> {
  const row = await handle.q
    .selectFrom("human_step")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("step_key", "=", key)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toStep(row);
}

/** The steps that have not ended, of a book or of all: those with a due time first, the soonest before. */
export async function openSteps(handle: Handle, bookId?: bigint): Promise<readonly HumanStep[]> {
  let query = handle.q.selectFrom("human_step").selectAll().where("ended_at", "is", null).orderBy("id");
  if (bookId !== undefined) query = query.where("book_id", "=", bookId);
  const steps = (await query.execute()).map(toStep);
  return steps.sort((a, b) => (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER));
}

/** The newest steps that ended, newest first. */
export async function pastSteps(handle: Handle, bookId: bigint, limit: number): Promise<readonly HumanStep[]> {
  const rows = await handle.q
    .selectFrom("human_step")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("ended_at", "is not", null)
    .orderBy("ended_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toStep);
}

/** Steps of a book that ended since a moment, newest first, behind a place in that list. */
export async function stepsEnded(
  handle: Handle,
  bookId: bigint,
  since: Millis,
  limit: number,
  after?: { readonly at: Millis; readonly id: bigint },
): Promise<readonly HumanStep[]> {
  let query = handle.q
    .selectFrom("human_step")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("ended_at", ">=", BigInt(since));
  if (after !== undefined)
    query = query.where(({ eb, and, or }) =>
      or([
        eb("ended_at", "<", BigInt(after.at)),
        and([eb("ended_at", "=", BigInt(after.at)), eb("id", "<", after.id)]),
      ]),
    );
  const rows = await query.orderBy("ended_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map(toStep);
}

/** The steps that waited at a moment, in the order of their making. */
export async function stepsThen(handle: Handle, bookId: bigint, at: Millis): Promise<readonly HumanStep[]> {
  const rows = await handle.q
    .selectFrom("human_step")
    .selectAll()
    .where("book_id", "=", bookId)
    .where("created_at", "<=", BigInt(at))
    .where(({ eb, or }) => or([eb("ended_at", "is", null), eb("ended_at", ">", BigInt(at))]))
    .orderBy("id")
    .execute();
  return rows.map(toStep);
}

function toStep(row: Selectable<Database["human_step"]>): HumanStep {
  const time = (value: bigint | null): Millis | undefined => (value === null ? undefined : Number(value));
  return {
    id: row.id,
    bookId: row.book_id,
    kind: row.kind as StepKind,
    key: row.step_key,
    title: row.title,
    lines: JSON.parse(row.body) as readonly string[],
    copies: JSON.parse(row.copies) as readonly StepCopy[],
    link: row.link ?? undefined,
    input: row.input as StepInput,
    choices: JSON.parse(row.choices) as readonly string[],
    verifier: row.verifier ?? undefined,
    dueAt: time(row.due_at),
    state: row.state as StepState,
    keyId: row.key_id ?? undefined,
    answer: row.answer ?? undefined,
    createdAt: Number(row.created_at),
    createdBy: row.created_by,
    answeredAt: time(row.answered_at),
    endedAt: time(row.ended_at),
    endedBy: row.ended_by ?? undefined,
    note: row.note,
  };
}
