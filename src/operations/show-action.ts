import { openPlan } from "../actions/sealed-plan.ts";
import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import type { Judgement } from "../domain/action/standing.ts";
import type { ActionRow } from "../store/action.ts";
import { type ActionEvent, actionEvents, decisionsOf } from "../store/action-event.ts";
import { type Approval, approvalsOf } from "../store/approval.ts";
import { type Attempt, attemptsOf } from "../store/attempt.ts";
import type { Book } from "../store/book.ts";
import { type RecordedOutcome, readOutcome } from "../store/outcome.ts";
import { findAction } from "./find-action.ts";
import type { Workplace } from "./workplace.ts";

/** Everything that is known of one action. */
export type ActionStory = {
  readonly row: ActionRow;
  readonly events: readonly ActionEvent[];
  readonly approvals: readonly Approval[];
  readonly attempts: readonly Attempt[];
  /** What came of it; absent while nobody recorded that. */
  readonly outcome: RecordedOutcome | undefined;
  /** The newest judgement. */
  readonly judgement: Pick<Judgement, "verdict" | "sentence" | "own" | "decision"> | undefined;
};

/** One action with every step, answer and attempt. Problems: those of `findAction`. */
export async function showAction(
  { store, sealing }: Workplace,
  book: Book,
  typed: string,
): Promise<Result<ActionStory, Problem>> {
  const found = await findAction(store, book, typed);
  if (!found.ok) return found;
  const { id } = found.value.action;
  const newest = (await decisionsOf(store, id)).at(-1);
  return ok({
    row: await openPlan(store, sealing, found.value),
    events: await actionEvents(store, id),
    approvals: await approvalsOf(store, id),
    attempts: await attemptsOf(store, id),
    outcome: await readOutcome(store, id),
    judgement: newest === undefined ? undefined : (JSON.parse(newest.body) as Judgement),
  });
}
