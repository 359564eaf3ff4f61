import type { Millis } from "../base/clock.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import type { NewStep } from "../domain/step/step.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Tx } from "../store/handle.ts";
import { addStep, answerStep, endStep, type HumanStep, type SealedAnswer } from "../store/human-step.ts";

export type By = { readonly actor: string; readonly now: Millis };

/**
 * Puts something into a person's queue, in the caller's transaction. Gives its id; undefined while one with the same
 * key waits there already, which then stays as it is.
 */
export async function askStep(tx: Tx, bookId: bigint, step: NewStep, by: By): Promise<bigint | undefined> {
  const id = await addStep(tx, bookId, step, by);
  if (id !== undefined) await audit(tx, by, "step.ask", id, { kind: step.kind, key: step.key });
  return id;
}

/**
 * A person did it. Where something shows that it is done, the step waits until that is seen; else it ends here. False
 * when it was not open (any more).
 */
export async function resolveStep(tx: Tx, step: HumanStep, answer: SealedAnswer | undefined, by: By): Promise<boolean> {
  if (!(await answerStep(tx, step.id, answer, by.now))) return false;
  await audit(tx, by, "step.answer", step.id, { kind: step.kind, key: step.key });
  if (step.verifier === undefined) await endStep(tx, step.id, "done", { ...by, note: "" });
  return true;
}

/** Ends a step in another way than by an answer; false when it had ended. */
export async function closeStep(
  tx: Tx,
  step: HumanStep,
  state: "done" | "cancelled" | "expired",
  by: By & { readonly note: string },
): Promise<boolean> {
  if (!(await endStep(tx, step.id, state, by))) return false;
  await audit(tx, by, `step.${state}`, step.id, { kind: step.kind, key: step.key, note: by.note });
  return true;
}

async function audit(
  tx: Tx,
  { actor, now }: By,
  action: string,
  step: bigint,
  about: Readonly<Record<string, string>>,
): Promise<void> {
  await appendAudit(tx, [{ ts: now, actor, action, payload: auditPayload({ step, ...about }) }]);
}
