import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import type { Problem } from "../../base/problem.ts";
import { ok, type Result } from "../../base/result.ts";
import { actionKinds, type KindRow } from "../../domain/action/kinds.ts";
import type { ActionRow } from "../../store/action.ts";
import { addApproval } from "../../store/approval.ts";
import type { Tx } from "../../store/handle.ts";
import { approvalLastsMs, holdMs, type Road } from "../road.ts";
import type { Judged } from "./judge.ts";
import { type By, type NextStep, takeSteps } from "./take-steps.ts";

/** Lets a proposed action stand where its judgement leads. */
export async function letStand(
  tx: Tx,
  road: Road,
  row: ActionRow,
  judged: Judged,
  by: { readonly actor: string; readonly confirmedPlan?: string },
): Promise<Result<ActionRow, Problem>> {
  const now = road.clock.now();
  const who = { actor: by.actor, now };
  if (judged.verdict === "deny") return takeSteps(tx, row, [{ to: "denied", why: judged.sentence }], who);
  const allowed = judged.decision.verdict === "allow";
  const first: NextStep = allowed
    ? { to: "allowed", why: judged.decision.sentence }
    : { to: "needs-approval", why: judged.sentence };
  if (row.action.expiresAt <= now) {
    return takeSteps(tx, row, [{ to: "expired", why: "Its time was over before it came." }], who);
  }
  if (by.confirmedPlan === row.planHash) {
    return putInLine(tx, road, row, [first], who, { origin: "person", why: "Its own command, confirmed." });
  }
  const { level } = judged.standing.autonomy;
  if (judged.verdict === "needs-approval") {
    const asks: readonly NextStep[] = allowed ? [first, { to: "needs-approval", why: judged.sentence }] : [first];
    // What is only to be proposed waits quietly until somebody picks it.
    return takeSteps(tx, row, asks, who);
  }
  if (level !== "act") return takeSteps(tx, row, [first], who);
  const why = `You let Millrace ${titleOf(row)} by itself.`;
  return putInLine(tx, road, row, [first], who, { origin: "standing", why });
}

/** Keeps a yes to exactly this plan and puts the action in line, where it is held for a moment. */
export async function putInLine(
  tx: Tx,
  road: Road,
  row: ActionRow,
  before: readonly NextStep[],
  by: By,
  yes: { readonly origin: "person" | "standing"; readonly why: string },
): Promise<Result<ActionRow, Problem>> {
  assert(row.action.expiresAt > by.now, "what is over is never put in line");
  const dueAt = by.now + holdOf(row);
  await addApproval(tx, row.action.id, {
    planHash: row.planHash,
    answer: "yes",
    origin: yes.origin,
    actor: by.actor,
    at: by.now,
    expiresAt: Math.min(row.action.expiresAt, by.now + approvalLastsMs),
    reason: yes.why,
  });
  const steps: readonly NextStep[] = [
    ...before,
    { to: "approved", why: yes.why, shown: ["approval"] },
    { to: "queued", why: `Held until it can leave, so that the yes can be taken back.` },
  ];
  const moved = await takeSteps(tx, row, steps, by, { dueAt, waitsFor: "", mode: row.mode });
  if (!moved.ok) return moved;
  await road.sendAt(tx, row, dueAt);
  return ok(moved.value);
}

function holdOf({ action }: ActionRow): Millis {
  const { area }: KindRow = actionKinds[action.kind];
  return area === "message" || area === "post" ? holdMs.words : holdMs.usual;
}

function titleOf({ action }: ActionRow): string {
  return actionKinds[action.kind].title;
}
