import type { Millis } from "../base/clock.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { refuseOwnApproval } from "../people/four-eyes.ts";
import { isFresh } from "../people/principal.ts";
import { countApprovers } from "../people/roster.ts";
import type { ActionRow } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { type Answered, approveActions } from "./answer-actions.ts";
import { findAction } from "./find-action.ts";
import { type Looker, yesNeeds } from "./inbox-board.ts";
import type { Workplace } from "./workplace.ts";

/** A plan that a person saw: the action, and the whole hash of the plan. */
export type SeenPlan = { readonly id: string; readonly planHash: string };

/**
 * The yes of somebody who came over HTTP, to exactly the plan that was seen. Problems: those of `approveActions`,
 * `own-proposal` (somebody else has to), `step-up-needed` (money, and the proof is too old).
 */
export async function approveAs(
  workplace: Workplace,
  book: Book,
  looker: Looker,
  seen: SeenPlan,
  now: Millis,
): Promise<Result<ActionRow, Problem>> {
  const found = await findAction(workplace.store, book, seen.id);
  if (!found.ok) return found;
  const refused = await refusalOf(workplace, book, looker, now);
  const fault = refused(found.value);
  if (fault !== undefined) return err(fault);
  const done = await approveActions(workplace, book, [found.value.action.id], seen.planHash);
  if (!done.ok) return done;
  const [answered] = done.value;
  return answered === undefined ? found : answered.result;
}

/**
 * One yes to several of one kind that can be taken back. What needs a fresh proof or somebody else is never part of it.
 * Problems: those of `findAction`, `batch-mixed`; what is wrong with single ones stands beside them.
 */
export async function approveManyAs(
  workplace: Workplace,
  book: Book,
  looker: Looker,
  seen: readonly SeenPlan[],
): Promise<Result<readonly Answered[], Problem>> {
  const rows: ActionRow[] = [];
  for (const { id } of seen) {
    const found = await findAction(workplace.store, book, id);
    if (!found.ok) return found;
    rows.push(found.value);
  }
  const needs = await yesNeeds(workplace, book, looker);
  const apart = rows.filter((row) => needs(row).freshProof || needs(row).someoneElse);
  const kinds = new Set(rows.map(({ action }) => action.kind));
  if (apart.length > 0 || kinds.size > 1 || rows.some(({ action }) => !action.reversible)) {
    const why = kinds.size > 1 ? "they are of several kinds" : "some need more than a yes, or cannot be taken back";
    return err(
      problem("batch-mixed", `These cannot be approved together: ${why}.`, {
        kept: "Nothing was approved.",
        fix: "Approve them one by one.",
      }),
    );
  }
  const answered: Answered[] = [];
  for (const [i, row] of rows.entries()) {
    const one = await approveActions(workplace, book, [row.action.id], seen[i]?.planHash);
    if (!one.ok) return one;
    answered.push(...one.value);
  }
  return { ok: true, value: answered };
}

async function refusalOf(
  workplace: Workplace,
  book: Book,
  looker: Looker,
  now: Millis,
): Promise<(row: ActionRow) => Problem | undefined> {
  const { principal, home } = looker;
  const approvers = await countApprovers(home.store, book);
  const needs = await yesNeeds(workplace, book, looker);
  return (row) => {
    const own = refuseOwnApproval(principal, row.action.origin, approvers);
    if (own !== undefined) return own;
    if (!needs(row).freshProof || isFresh(principal, now)) return undefined;
    return problem("step-up-needed", "Prove once more that it is you: this moves money.", {
      kept: "Nothing was approved.",
      fix: "Use your passkey or a code, then approve it again within five minutes.",
    });
  };
}
