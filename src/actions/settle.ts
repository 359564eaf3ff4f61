import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { type ActionRow, readAction } from "../store/action.ts";
import { attemptsOf, closeAttempt } from "../store/attempt.ts";
import type { Book } from "../store/book.ts";
import { unknownAction } from "./answer.ts";
import { takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";

/**
 * Ends the doubt about an action by what a person saw on the platform. `evidence` is kept with the name of who says so.
 * Problems: `unknown-action`, `action-not-unknown`, `action-moved`.
 */
export async function settleByHand(
  road: Road,
  book: Book,
  id: string,
  said: { readonly actor: string; readonly was: "done" | "failed"; readonly evidence: string },
): Promise<Result<ActionRow, Problem>> {
  return road.store.transaction(async (tx) => {
    const row = await readAction(tx, id);
    if (row?.bookId !== book.id) return err(unknownAction(id));
    if (row.state !== "unknown") {
      const sentence = `There is no doubt about action ${id}: it is ${row.state}.`;
      return err(problem("action-not-unknown", sentence, { kept: "Nothing was changed." }));
    }
    const now = road.clock.now();
    const why = `${said.actor} looked: ${said.evidence}`;
    const moved = await takeSteps(tx, row, [{ to: said.was, why, shown: ["evidence"] }], { actor: said.actor, now });
    const attempt = (await attemptsOf(tx, id)).at(-1);
    if (moved.ok && attempt) {
      const result = said.was === "done" ? "done" : "refused";
      await closeAttempt(tx, id, attempt.number, { result, at: now, note: why });
    }
    return moved;
  });
}
