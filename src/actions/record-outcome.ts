import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Outcome, outcomeFault } from "../domain/action/outcome.ts";
import { type ActionRow, readAction } from "../store/action.ts";
import { type Book, lockBook } from "../store/book.ts";
import { addOutcome } from "../store/outcome.ts";
import { unknownAction } from "./answer.ts";
import { takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";

/**
 * Keeps what came of an action that was done, with who says so; this ends its road. Problems: `unknown-action`,
 * `outcome-dry`, `outcome-known`, `outcome-early`, `outcome-wrong`, `action-moved`.
 */
export async function recordOutcome(
  road: Pick<Road, "store" | "clock">,
  book: Book,
  id: string,
  outcome: Outcome,
  by: { readonly actor: string },
): Promise<Result<ActionRow, Problem>> {
  return road.store.transaction(async (tx) => {
    await lockBook(tx, book.id);
    const row = await readAction(tx, id);
    if (row?.bookId !== book.id) return err(unknownAction(id));
    const refused = refusalOf(row);
    if (refused) return err(refused);
    const now = road.clock.now();
    const fault = outcomeFault(outcome, row.changedAt, now);
    if (fault !== undefined) return err(wrong(fault));
    const moved = await takeSteps(tx, row, [{ to: "outcome", why: outcomeWords(outcome) }], { actor: by.actor, now });
    if (!moved.ok) return moved;
    await addOutcome(tx, id, book.id, { ...outcome, at: now, actor: by.actor });
    return ok(moved.value);
  });
}

function refusalOf({ action, state, mode }: ActionRow): Problem | undefined {
  if (state === "outcome") {
    const sentence = `What came of action ${action.id} is recorded already.`;
    return problem("outcome-known", sentence, { kept: "Nothing was changed." });
  }
  if (state !== "done") {
    const sentence = `Nothing can have come of action ${action.id}: it is ${state}.`;
    return problem("outcome-early", sentence, { kept: "Nothing was changed." });
  }
  if (mode === "live") return undefined;
  const sentence = `Action ${action.id} was a dry run: nothing was done, so nothing came of it.`;
  return problem("outcome-dry", sentence, { kept: "Nothing was changed." });
}

/** An outcome as the record of its step tells it. */
export function outcomeWords({ measure, result, against, note }: Outcome): string {
  const words = { effect: "there", "no-effect": "not there", unclear: "unclear" } as const;
  const compared = against.kind === "none" ? "Compared with nothing." : `Compared with ${against.compared}.`;
  return `Measured: ${measure}: ${words[result]}. ${compared}${note === "" ? "" : ` ${note}`}`;
}

function wrong(clause: string): Problem {
  return problem("outcome-wrong", `This outcome cannot be kept: ${clause}.`, { kept: "Nothing was changed." });
}
