import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ActionState, Proof } from "../../domain/action/states.ts";
import { takeStep } from "../../domain/action/states.ts";
import { auditPayload } from "../../domain/audit/payload.ts";
import { type ActionChange, type ActionRow, moveAction } from "../../store/action.ts";
import { type ActionEvent, addActionEvents } from "../../store/action-event.ts";
import { appendAudit } from "../../store/audit-log.ts";
import type { Tx } from "../../store/handle.ts";

/** One step to take: where to, why in a sentence, and what is shown for it. */
export type NextStep = { readonly to: ActionState; readonly why: string; readonly shown?: readonly Proof[] };

export type By = { readonly actor: string; readonly now: Millis };

/** What else changes with the steps. */
export type With = Omit<ActionChange, "state" | "steps" | "at" | "plan">;

/**
 * Takes an action through one or more steps in the caller's transaction: the row moves on from exactly how it was read,
 * each step becomes an event, and each an entry of the audit record. Problem `action-moved`: somebody else was faster,
 * and nothing was changed. A step that the table of states does not know is a mistake of ours and throws.
 */
export async function takeSteps(
  tx: Tx,
  row: ActionRow,
  steps: readonly NextStep[],
  by: By,
  change: With = {},
): Promise<Result<ActionRow, Problem>> {
  let state = row.state;
  const events: ActionEvent[] = steps.map((step, i) => {
    const taken = takeStep(state, step.to, step.shown);
    assert(taken.ok, taken.ok ? "" : taken.error);
    const event = eventOf(row, row.steps + i + 1, state, step.to, step.why, by);
    state = step.to;
    return event;
  });
  const moved: ActionRow = {
    ...row,
    state,
    steps: row.steps + steps.length,
    changedAt: by.now,
    ...(change.mode === undefined ? {} : { mode: change.mode }),
    ...(change.waitsFor === undefined ? {} : { waitsFor: change.waitsFor }),
    ...(change.dueAt === undefined ? {} : { dueAt: change.dueAt ?? undefined }),
  };
  if (!(await moveAction(tx, row, { ...change, state, steps: moved.steps, at: by.now }))) return err(movedOn(row));
  await record(tx, moved, events);
  return ok(moved);
}

/** Adds events that the row already shows, with their entries in the audit record. */
export async function record(tx: Tx, row: ActionRow, events: readonly ActionEvent[]): Promise<void> {
  const { action } = row;
  await addActionEvents(tx, action.id, events);
  await appendAudit(
    tx,
    events.map((event) => ({
      ts: event.at,
      actor: event.actor,
      action: event.from === event.to ? "action.edited" : `action.${event.to}`,
      payload: auditPayload({
        action: action.id,
        book: row.bookId,
        kind: action.kind,
        target: action.target,
        plan: event.planHash,
        step: event.step,
        mode: row.mode,
      }),
    })),
  );
}

/** One event of an action. */
export function eventOf(
  row: Pick<ActionRow, "planHash">,
  step: number,
  from: string,
  to: string,
  why: string,
  by: By,
): ActionEvent {
  return { step, from, to, at: by.now, actor: by.actor, why, planHash: row.planHash };
}

/** Somebody else took the action on meanwhile. */
export function movedOn(row: ActionRow): Problem {
  return problem("action-moved", `Somebody else has just gone on with action ${row.action.id}.`, {
    kept: "Nothing was changed.",
    fix: `\`millrace actions show ${row.action.id}\` tells where it is now.`,
  });
}
