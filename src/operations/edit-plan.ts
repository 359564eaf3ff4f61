import { edit } from "../actions/edit.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { actionKinds, type KindRow } from "../domain/action/kinds.ts";
import { parametersToJson } from "../domain/action/parameters.ts";
import { parseMinor } from "../domain/money/money.ts";
import type { ActionRow } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import type { SeenPlan } from "./approve-as.ts";
import { findAction } from "./find-action.ts";
import { openRoad } from "./open-road.ts";
import type { Workplace } from "./workplace.ts";

/** New values as a person types them: amounts in decimal text of the plan's currency, whole numbers as text. */
export type PlanChanges = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What names the object of an act, or how it is sent: with another one it would be another act. */
const fixed: ReadonlySet<string> = new Set([
  "currency",
  "listing",
  "product",
  "sale",
  "receiver",
  "recipient",
  "payer",
  "person",
  "channel",
  "purpose",
  "from",
  "payment",
  "payout",
  "charge",
  "subscription",
  "textKey",
  "sha256",
  "step",
  "announced",
  "personal",
]);

/** Whether a person may change this parameter of a plan. */
export const mayEdit = (name: string): boolean => !fixed.has(name);

/**
 * Changes the plan that a person saw; the new one has another hash and waits for a yes of its own. Where the amount
 * changes, what it can cost at worst changes with it. Problems: those of `findAction` and `edit`, `plan-wrong`.
 */
export async function editPlan(
  workplace: Workplace,
  book: Book,
  seen: SeenPlan,
  changes: PlanChanges,
): Promise<Result<ActionRow, Problem>> {
  const found = await findAction(workplace.store, book, seen.id);
  if (!found.ok) return found;
  const { action } = found.value;
  const before = parametersToJson(action.parameters);
  const currency = String(before["currency"] ?? book.homeCurrency);
  const { parameters: shapes }: KindRow = actionKinds[action.kind];
  const parameters: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    const shape = shapes[name]?.replace("?", "");
    if (shape === undefined || !mayEdit(name))
      return err(wrong(`"${name.slice(0, 60)}" of this plan cannot be changed`));
    const read = readValue(shape, value, currency);
    if (!read.ok) return err(wrong(`"${name}" is ${read.error}`));
    parameters[name] = read.value;
  }
  const amount = parameters["amount"];
  const costs = "amount" in before && typeof amount === "string" && amount !== before["amount"];
  const worstCost = costs ? { amount: BigInt(amount), currency: action.worstCost.currency } : action.worstCost;
  const change = { actor: workplace.actor, parameters, worstCost, planHash: seen.planHash };
  return edit(openRoad(workplace), book, action.id, change);
}

function readValue(
  shape: string,
  value: string | boolean | readonly string[],
  currency: string,
): Result<string | number | boolean | readonly string[], string> {
  switch (shape) {
    case "amount":
      return readAmount(value, currency);
    case "whole":
      return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? ok(Number(value)) : err("no whole number");
    case "flag":
      return typeof value === "boolean" ? ok(value) : err("neither true nor false");
    case "list":
      return Array.isArray(value) ? ok(value) : err("no list");
    default:
      return typeof value === "string" && value.trim() !== "" ? ok(value.trim()) : err("empty");
  }
}

function readAmount(value: unknown, currency: string): Result<string, string> {
  if (typeof value !== "string") return err("no amount");
  const minor = parseMinor(value.trim(), currency);
  if (!minor.ok) return err("no amount such as 34.00");
  return minor.value > 0n ? ok(minor.value.toString()) : err("not above zero");
}

function wrong(clause: string): Problem {
  return problem("plan-wrong", `The plan cannot be changed so: ${clause}.`, { kept: "The plan stays as it was." });
}
