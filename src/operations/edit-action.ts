import { edit } from "../actions/edit.ts";
import { openPlan } from "../actions/sealed-plan.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { parametersToJson } from "../domain/action/parameters.ts";
import type { ActionRow } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { findAction } from "./find-action.ts";
import { openRoad } from "./open-road.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Changes parameters of an action that waits; amounts are minor units as text. Where an amount changes, what it can cost
 * at worst changes with it. Problems: those of `findAction` and `edit`, `action-wrong`.
 */
export async function editAction(
  workplace: Workplace,
  book: Book,
  typed: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<Result<ActionRow, Problem>> {
  const found = await findAction(workplace.store, book, typed);
  if (!found.ok) return found;
  const { action } = await openPlan(workplace.store, workplace.sealing, found.value);
  const before = parametersToJson(action.parameters);
  const parameters = { ...before, ...changes };
  const { amount } = parameters as { readonly amount?: unknown };
  const costs = "amount" in before && amount !== before["amount"];
  if (costs && (typeof amount !== "string" || !/^[0-9]{1,16}$/.test(amount))) {
    return err(
      problem("action-wrong", "The amount is no whole number of minor units.", { kept: "The plan stays as it was." }),
    );
  }
  const worstCost = costs ? { amount: BigInt(String(amount)), currency: action.worstCost.currency } : action.worstCost;
  return edit(openRoad(workplace), book, action.id, { actor: workplace.actor, parameters, worstCost });
}
