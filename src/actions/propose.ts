import { assert } from "../base/assert.ts";
import type { Millis } from "../base/clock.ts";
import { limits } from "../base/limits.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Action, ActionOf } from "../domain/action/action.ts";
import { holdOutOf } from "../domain/action/hold-out.ts";
import { type ActionKind, actionKinds, isActionKind, type KindRow } from "../domain/action/kinds.ts";
import { parametersFromJson, parametersToJson } from "../domain/action/parameters.ts";
import { patternOf } from "../domain/action/pattern.ts";
import { planHash } from "../domain/action/plan-hash.ts";
import type { RuleSet } from "../domain/policy/rule-set.ts";
import { type ActionRow, findActionByKey, insertAction } from "../store/action.ts";
import { type Book, lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { autonomyOf, judge } from "./gate/judge.ts";
import { letStand } from "./gate/let-stand.ts";
import { eventOf, record, takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";
import { openPlan, sealPlan } from "./sealed-plan.ts";

/** An action that somebody would like to be done. */
export type Draft = { [K in ActionKind]: Omit<ActionOf<K>, "id" | "reversible"> }[ActionKind];

/** Who proposes, and whether that is a yes at the same time: the owner's own command, confirmed for exactly this plan. */
export type ProposedBy = { readonly actor: string; readonly confirmedPlan?: string };

const keyLengthMax = 200;
const reasonLengthMax = 1_000;
const evidenceMax = 100;

/**
 * Takes a draft onto the road: keeps it, asks the rules, and lets it stand where the answer leads: denied, waiting for a
 * yes, or in line. The same key with the same plan gives the action that is there; problem `key-used` when the plan is
 * another one, `action-wrong` when the draft is none.
 */
export async function propose(
  road: Road,
  book: Book,
  draft: Draft,
  by: ProposedBy,
): Promise<Result<ActionRow, Problem>> {
  const rules = await road.rules();
  return road.store.transaction((tx) => proposeIn(tx, road, rules, book, draft, by));
}

/** The same inside a transaction: the proposal is there when what it rests on is. */
export async function proposeIn(
  tx: Tx,
  road: Road,
  rules: Result<RuleSet, Problem>,
  book: Book,
  draft: Draft,
  by: ProposedBy,
): Promise<Result<ActionRow, Problem>> {
  const now = road.clock.now();
  const wrong = faultOf(draft, book);
  if (wrong !== undefined) return err(notAnAction(wrong));
  // Budgets and keys are counted: of two proposals of one book the second sees the first.
  await lockBook(tx, book.id);
  const hash = planHash(draft);
  const known = await findActionByKey(tx, book.id, draft.idempotencyKey);
  if (known)
    return known.proposedHash === hash
      ? ok(await openPlan(tx, road.sealing, known))
      : err(keyUsed(draft.idempotencyKey, known));
  const row = await rowOf(tx, road, book, draft, { hash, now });
  await insertAction(tx, await sealPlan(tx, road.sealing, row));
  await record(tx, row, [eventOf(row, 1, "", "proposed", row.action.reason, { actor: by.actor, now })]);
  const judged = await judge(tx, road, rules, row, {
    book,
    at: now,
    waiting: true,
    confirmed: by.confirmedPlan === hash,
  });
  if (row.holdOut?.arm === "held" && judged.verdict !== "deny") {
    const why = `Held out: of ${row.holdOut.percent} % of such acts nothing is done, to see what they bring.`;
    return takeSteps(tx, row, [{ to: "cancelled", why }], { actor: by.actor, now });
  }
  return letStand(tx, road, row, judged, by);
}

async function rowOf(
  tx: Tx,
  road: Road,
  book: Book,
  draft: Draft,
  { hash, now }: { readonly hash: string; readonly now: Millis },
): Promise<ActionRow> {
  const kind: KindRow = actionKinds[draft.kind];
  // A draft is an action but for its id and what the table says of its kind.
  const action = { ...draft, id: road.ids.next(), reversible: kind.reversible } as Action;
  const bare = {
    action,
    bookId: book.id,
    planHash: hash,
    proposedHash: hash,
    pattern: patternOf(action),
    mode: "dry",
    state: "proposed",
    steps: 1,
    proposedAt: now,
    changedAt: now,
    dueAt: undefined,
    waitsFor: "",
  } as const;
  const { mode, holdOutPercent = 0 } = await autonomyOf(tx, book, bare);
  const holdOut = holdOutOf(action, bare.pattern, holdOutPercent);
  return { ...bare, mode, ...(holdOut === undefined ? {} : { holdOut }) };
}

/** What is wrong with a draft, as a clause; drafts come from code that no compiler of ours has seen. */
function faultOf(draft: Draft, book: Book): string | undefined {
  if (!isActionKind(draft.kind)) return `there is no kind of action "${String(draft.kind).slice(0, 60)}"`;
  const parameters = parametersFromJson(draft.kind, parametersToJson(draft.parameters));
  if (!parameters.ok) return parameters.error;
  if (draft.book !== book.slug) return "it belongs to other books";
  if (draft.idempotencyKey === "" || draft.idempotencyKey.length > keyLengthMax) return "its key is empty or too long";
  if (draft.reason === "" || draft.reason.length > reasonLengthMax) return "its reason is empty or too long";
  if (draft.evidence.length > evidenceMax) return "it names more evidence than is kept";
  const { amount } = draft.worstCost;
  if (amount < 0n || amount > limits.amountMinorMax) return "what it can cost at worst is out of bounds";
  if (!Number.isSafeInteger(draft.expiresAt)) return "it does not say when it ends";
  return undefined;
}

function notAnAction(clause: string): Problem {
  return problem("action-wrong", `This cannot be proposed: ${clause}.`, { kept: "Nothing was changed." });
}

function keyUsed(key: string, known: ActionRow): Problem {
  assert(known.action.idempotencyKey === key, "it was found by its key");
  return problem("key-used", `The key "${key}" belongs to another plan, that of action ${known.action.id}.`, {
    kept: "Nothing was changed.",
    fix: "Another plan needs a key of its own.",
  });
}
