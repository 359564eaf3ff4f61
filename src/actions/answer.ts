import { type Problem, problem } from "../base/problem.ts";
import { err, type Result } from "../base/result.ts";
import { actionKinds } from "../domain/action/kinds.ts";
import type { RuleSet } from "../domain/policy/rule-set.ts";
import type { ActionRow } from "../store/action.ts";
import { addApproval } from "../store/approval.ts";
import { type Book, lockBook } from "../store/book.ts";
import type { Tx } from "../store/handle.ts";
import { autonomyOf, judge } from "./gate/judge.ts";
import { putInLine } from "./gate/let-stand.ts";
import { takeBack } from "./gate/take-back.ts";
import { movedOn, takeSteps } from "./gate/take-steps.ts";
import type { Road } from "./road.ts";
import { readPlain } from "./sealed-plan.ts";

export type Yes = {
  readonly actor: string;
  /** The plan that the person saw; another one by now gives the problem `plan-changed`. */
  readonly planHash?: string;
  readonly reason?: string;
};

/**
 * A person's yes to one action. The rules are asked again; what they deny by now is not approved by anybody. Of many
 * answers at once exactly one counts. Problems: `unknown-action`, `action-not-waiting`, `plan-changed`, `action-over`,
 * `not-now` (only a cap stands in the way), `action-denied`, `action-moved`.
 */
export async function approve(road: Road, book: Book, id: string, yes: Yes): Promise<Result<ActionRow, Problem>> {
  const rules = await road.rules();
  return road.store.transaction((tx) => approveIn(tx, road, rules, book, id, yes));
}

async function approveIn(
  tx: Tx,
  road: Road,
  rules: Result<RuleSet, Problem>,
  book: Book,
  id: string,
  yes: Yes,
): Promise<Result<ActionRow, Problem>> {
  await lockBook(tx, book.id);
  const found = await waiting(tx, road, book, id, "approved");
  if (!found.ok) return found;
  const by = { actor: yes.actor, now: road.clock.now() };
  if (yes.planHash !== undefined && yes.planHash !== found.value.planHash) return err(planChanged(found.value));
  if (found.value.action.expiresAt <= by.now) {
    await takeSteps(tx, found.value, [{ to: "expired", why: "Nobody said yes in time." }], by);
    return err(over(found.value));
  }
  const row = { ...found.value, mode: (await autonomyOf(tx, book, found.value)).mode };
  const judged = await judge(tx, road, rules, row, { book, at: by.now, waiting: true, confirmed: true });
  if (judged.verdict === "deny" && judged.decision.later) return err(notNow(row, judged.sentence));
  if (judged.verdict === "deny") {
    await takeSteps(tx, found.value, [{ to: "denied", why: judged.sentence }], by);
    return err(denied(row, judged.sentence));
  }
  const why = yes.reason ?? `${yes.actor} said yes.`;
  const line = await putInLine(tx, road, { ...found.value, mode: row.mode }, [], by, { origin: "person", why });
  return line;
}

/** A person's no, with the reason, which is kept for learning. Problems: as for `approve`. */
export async function reject(
  road: Road,
  book: Book,
  id: string,
  no: { readonly actor: string; readonly reason: string },
): Promise<Result<ActionRow, Problem>> {
  return road.store.transaction(async (tx) => {
    await lockBook(tx, book.id);
    const found = await waiting(tx, road, book, id, "rejected");
    if (!found.ok) return found;
    const row = found.value;
    const by = { actor: no.actor, now: road.clock.now() };
    const why = no.reason === "" ? `${no.actor} said no.` : no.reason;
    await addApproval(tx, row.action.id, {
      planHash: row.planHash,
      answer: "no",
      origin: "person",
      actor: by.actor,
      at: by.now,
      expiresAt: row.action.expiresAt,
      reason: no.reason,
    });
    // A quiet proposal was never asked about; it is taken off the road instead.
    return takeSteps(tx, row, [{ to: row.state === "allowed" ? "cancelled" : "rejected", why }], by);
  });
}

/**
 * Takes back a yes while the action is still in line: it waits for a person again, unless its time is over. Problems:
 * `unknown-action`, `action-gone`, `action-moved`.
 */
export async function recall(
  road: Road,
  book: Book,
  id: string,
  by: { readonly actor: string; readonly reason?: string },
): Promise<Result<ActionRow, Problem>> {
  return road.store.transaction(async (tx) => {
    const row = await readPlain(tx, road.sealing, id);
    if (row?.bookId !== book.id) return err(unknownAction(id));
    if (row.state !== "queued") return err(gone(row));
    const why = by.reason ?? `${by.actor} took the yes back.`;
    return takeBack(tx, row, why, { actor: by.actor, now: road.clock.now() });
  });
}

/**
 * Takes back an order of the person's own while it is in line: nobody asked for it but she, so it ends and waits for
 * nobody. Problems: as for `recall`.
 */
export async function withdraw(
  road: Road,
  book: Book,
  id: string,
  by: { readonly actor: string },
): Promise<Result<ActionRow, Problem>> {
  return road.store.transaction(async (tx) => {
    const row = await readPlain(tx, road.sealing, id);
    if (row?.bookId !== book.id) return err(unknownAction(id));
    if (row.state !== "queued") return err(gone(row));
    const step = { to: "cancelled", why: `${by.actor} took the order back.` } as const;
    return takeSteps(tx, row, [step], { actor: by.actor, now: road.clock.now() }, { dueAt: null, waitsFor: "" });
  });
}

async function waiting(tx: Tx, road: Road, book: Book, id: string, to: string): Promise<Result<ActionRow, Problem>> {
  const row = await readPlain(tx, road.sealing, id);
  if (row?.bookId !== book.id) return err(unknownAction(id));
  if (row.state === "needs-approval" || row.state === "allowed") return { ok: true, value: row };
  return err(
    problem("action-not-waiting", `Action ${id} waits for nobody: it is ${row.state}, and cannot be ${to} now.`, {
      kept: "Nothing was changed.",
    }),
  );
}

/** No action has this id. */
export function unknownAction(id: string): Problem {
  return problem("unknown-action", `There is no action "${id.slice(0, 60)}".`, {
    fix: "`millrace actions list` shows those there are.",
  });
}

/** The plan that a person answered is not the plan any more. */
export function planChanged(row: ActionRow): Problem {
  return problem("plan-changed", `The plan of action ${row.action.id} was changed since you saw it.`, {
    kept: "Nothing was changed or approved.",
    fix: `Look at it again with \`millrace actions show ${row.action.id}\`, then approve that.`,
  });
}

function over(row: ActionRow): Problem {
  return problem("action-over", `The time of action ${row.action.id} is over: it is not done any more.`, {
    kept: "Nothing was sent.",
  });
}

function notNow(row: ActionRow, sentence: string): Problem {
  return problem("not-now", sentence, { kept: `Action ${row.action.id} still waits for your yes.` });
}

function denied(row: ActionRow, sentence: string): Problem {
  return problem("action-denied", sentence, {
    kept: `Nothing was sent. Action ${row.action.id}, to ${actionKinds[row.action.kind].title}, is denied.`,
  });
}

function gone(row: ActionRow): Problem {
  if (row.state === "sending") return movedOn(row);
  return problem("action-gone", `Action ${row.action.id} cannot be taken back: it is ${row.state}.`, {
    kept: "Nothing was changed.",
  });
}
