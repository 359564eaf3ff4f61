import { approve, recall, reject } from "../actions/answer.ts";
import { settleByHand } from "../actions/settle.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { actionKinds } from "../domain/action/kinds.ts";
import type { ActionRow } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { findAction } from "./find-action.ts";
import { openRoad } from "./open-road.ts";
import { typedReason } from "./typed-reason.ts";
import type { Workplace } from "./workplace.ts";

/** What came of one of several answers. */
export type Answered = { readonly typed: string; readonly result: Result<ActionRow, Problem> };

/**
 * A person's yes to one action, or to several of one kind that can be taken back. `plan` is the beginning of the hash
 * of the plan that was seen. Problems: those of `findAction`, `batch-mixed`, `plan-changed`.
 */
export async function approveActions(
  workplace: Workplace,
  book: Book,
  typed: readonly string[],
  plan?: string,
): Promise<Result<readonly Answered[], Problem>> {
  const rows: ActionRow[] = [];
  for (const one of typed) {
    const found = await findAction(workplace.store, book, one);
    if (!found.ok) return found;
    rows.push(found.value);
  }
  const mixed = rows.length > 1 ? batchFault(rows) : undefined;
  if (mixed !== undefined) return err(mixed);
  const road = openRoad(workplace);
  const answered: Answered[] = [];
  for (const [i, row] of rows.entries()) {
    // What was typed is the beginning of a hash: the whole of it is only known when it fits.
    const seen = plan === undefined || row.planHash.startsWith(plan.toLowerCase()) ? row.planHash : plan;
    const result = await approve(road, book, row.action.id, { actor: workplace.actor, planHash: seen });
    answered.push({ typed: typed[i] ?? row.action.id, result });
  }
  return ok(answered);
}

function batchFault(rows: readonly ActionRow[]): Problem | undefined {
  const all = new Set(rows.map(({ action }) => action.kind));
  const fixed = rows.find(({ action }) => !action.reversible);
  if (all.size === 1 && !fixed) return undefined;
  const why = fixed ? `to ${actionKinds[fixed.action.kind].title} cannot be taken back` : "they are of several kinds";
  return problem("batch-mixed", `These cannot be approved together: ${why}.`, {
    kept: "Nothing was approved.",
    fix: "Approve them one by one.",
  });
}

/** A person's no with its reason. Problems: those of `findAction` and `reject`, `reason-wrong`. */
export async function rejectAction(
  workplace: Workplace,
  book: Book,
  typed: string,
  reason: string | undefined,
): Promise<Result<ActionRow, Problem>> {
  const why = reason === undefined ? ok("") : typedReason(reason);
  if (!why.ok) return why;
  const found = await findAction(workplace.store, book, typed);
  if (!found.ok) return found;
  return reject(openRoad(workplace), book, found.value.action.id, { actor: workplace.actor, reason: why.value });
}

/** Takes a yes back while the action is in line. Problems: those of `findAction` and `recall`. */
export async function recallAction(
  workplace: Workplace,
  book: Book,
  typed: string,
): Promise<Result<ActionRow, Problem>> {
  const found = await findAction(workplace.store, book, typed);
  return found.ok ? recall(openRoad(workplace), book, found.value.action.id, { actor: workplace.actor }) : found;
}

/** Ends the doubt about an action by what a person saw. Problems: those of `findAction` and `settleByHand`, `reason-wrong`. */
export async function settleAction(
  workplace: Workplace,
  book: Book,
  typed: string,
  said: { readonly was: "done" | "failed"; readonly evidence: string },
): Promise<Result<ActionRow, Problem>> {
  const evidence = typedReason(said.evidence);
  if (!evidence.ok) return evidence;
  const found = await findAction(workplace.store, book, typed);
  if (!found.ok) return found;
  const by = { actor: workplace.actor, was: said.was, evidence: evidence.value };
  return settleByHand(openRoad(workplace), book, found.value.action.id, by);
}
