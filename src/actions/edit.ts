import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Action } from "../domain/action/action.ts";
import { parametersFromJson, parametersToJson } from "../domain/action/parameters.ts";
import { patternOf } from "../domain/action/pattern.ts";
import { sealedWord } from "../domain/action/personal.ts";
import { planHash } from "../domain/action/plan-hash.ts";
import { type ActionRow, moveAction } from "../store/action.ts";
import { type Book, lockBook } from "../store/book.ts";
import { planChanged, unknownAction } from "./answer.ts";
import { judge } from "./gate/judge.ts";
import { eventOf, movedOn, record, takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";
import { readPlain, sealPlan } from "./sealed-plan.ts";

export type Edit = {
  readonly actor: string;
  /** The plan that the person saw; another one by now gives the problem `plan-changed`. */
  readonly planHash?: string;
  /** All parameters of the new plan, amounts as decimal text of minor units. */
  readonly parameters: unknown;
  /** What the new plan can cost at worst; as before when absent. */
  readonly worstCost?: Action["worstCost"];
};

/**
 * Changes the plan of an action that has not left. A yes to the plan before is worth nothing for the new one: it waits
 * for a yes again, after the rules were asked. What is in line has to be taken back first. Problems: `unknown-action`,
 * `action-fixed`, `plan-changed`, `action-wrong`, `action-moved`.
 */
export async function edit(road: Road, book: Book, id: string, change: Edit): Promise<Result<ActionRow, Problem>> {
  const rules = await road.rules();
  return road.store.transaction(async (tx) => {
    await lockBook(tx, book.id);
    const row = await readPlain(tx, road.sealing, id);
    if (row?.bookId !== book.id) return err(unknownAction(id));
    if (!["allowed", "needs-approval", "approved"].includes(row.state)) return err(fixed(row));
    if (change.planHash !== undefined && change.planHash !== row.planHash) return err(planChanged(row));
    const parameters = parametersFromJson(row.action.kind, withWhatIsSealed(row, change.parameters));
    if (!parameters.ok) {
      return err(problem("action-wrong", parameters.error, { kept: "The plan stays as it was." }));
    }
    const by = { actor: change.actor, now: road.clock.now() };
    const edited = changedRow(row, {
      ...row.action,
      parameters: parameters.value,
      worstCost: change.worstCost ?? row.action.worstCost,
    });
    const { action, planHash: hash, pattern, sealed } = await sealPlan(tx, road.sealing, edited);
    const { kind, worstCost } = action;
    const stored = { kind, parameters: action.parameters, worstCost, planHash: hash, pattern };
    const plan = sealed === undefined ? stored : { ...stored, sealed };
    if (!(await moveAction(tx, row, { state: row.state, steps: edited.steps, at: by.now, plan }))) {
      return err(movedOn(row));
    }
    await record(tx, edited, [eventOf(edited, edited.steps, row.state, row.state, "The plan was edited.", by)]);
    const asked: Result<ActionRow, Problem> =
      row.state === "needs-approval"
        ? ok(edited)
        : await takeSteps(tx, edited, [{ to: "needs-approval", why: "A yes was not to this plan." }], by);
    if (!asked.ok) return asked;
    const judged = await judge(tx, road, rules, asked.value, { book, at: by.now, waiting: true, confirmed: false });
    if (judged.verdict !== "deny" || judged.decision.later) return asked;
    return takeSteps(tx, asked.value, [{ to: "denied", why: judged.sentence }], by);
  });
}

/** What an editor saw sealed and gives back as it saw it stays as it is. */
function withWhatIsSealed({ action, sealed }: ActionRow, given: unknown): unknown {
  if (sealed === undefined || typeof given !== "object" || given === null) return given;
  const before = new Map<string, unknown>(Object.entries(parametersToJson(action.parameters)));
  const kept = Object.entries(given).map(([name, value]) => [name, value === sealedWord ? before.get(name) : value]);
  return Object.fromEntries(kept);
}

/** @param changed the action with parameters that were read by the row of its own kind */
function changedRow(row: ActionRow, changed: unknown): ActionRow {
  const action = changed as Action;
  return { ...row, action, planHash: planHash(action), pattern: patternOf(action), steps: row.steps + 1 };
}

function fixed(row: ActionRow): Problem {
  const fix = row.state === "queued" ? `Take it back first: \`millrace actions recall ${row.action.id}\`.` : "";
  return problem("action-fixed", `The plan of action ${row.action.id} cannot be changed: it is ${row.state}.`, {
    kept: "Nothing was changed.",
    fix,
  });
}
