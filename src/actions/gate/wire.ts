import { assert } from "../../base/assert.ts";
import type { Millis } from "../../base/clock.ts";
import { reactions } from "../../base/egress/reactions.ts";
import type { Result } from "../../base/result.ts";
import type { Action } from "../../domain/action/action.ts";
import { letThrough } from "../../domain/action/approved.ts";
import { planHash } from "../../domain/action/plan-hash.ts";
import type { ActFailure, Applied } from "../../spec/connector.ts";
import { type ActionRow, moveAction, readAction } from "../../store/action.ts";
import { attemptsOf, closeAttempt } from "../../store/attempt.ts";
import type { Tx } from "../../store/handle.ts";
import { attemptsMax, holdMs, type Opened, type Road, sendLeaseMs, wireWithinMs } from "../road.ts";
import { turnStopIn } from "../switches.ts";
import { eventOf, type NextStep, record, takeSteps } from "./take-steps.ts";

const minuteMs = 60_000;

/**
 * Hands an action whose intent is committed to the platform, once, and keeps what came of it. The only place where an
 * approved action is made. Gives the action as it then stands.
 */
export async function wire(road: Road, opened: Opened, row: ActionRow, number: number): Promise<ActionRow> {
  const attempt = (await attemptsOf(road.store, row.action.id)).find((one) => one.number === number);
  assert(attempt !== undefined && row.state === "sending", "the intent is on the disk before the wire is touched");
  assert(planHash(row.action) === row.planHash, "what goes to the wire is the plan that got its yes");
  const startedAt = attempt.leaseUntil - sendLeaseMs;
  const answer = await call(road, opened, { ...row.action, idempotencyKey: attempt.key }, startedAt);
  return road.store.transaction((tx) => keep(tx, road, opened, row, { number, sends: attempt.sends, answer }));
}

async function call(
  road: Road,
  { acts, context }: Opened,
  action: Action,
  startedAt: Millis,
): Promise<Result<Applied, ActFailure>> {
  if (road.clock.now() - startedAt > wireWithinMs) return { ok: false, error: tooLate };
  try {
    return await acts.apply(context, letThrough(action));
  } catch (cause) {
    // A mistake in a connector may come after its request: what became of it is not known.
    road.log.warn({ action: action.id, err: cause }, "An act ended in a mistake; its fate is looked for.");
    return { ok: false, error: { kind: "unclear", failure: mistake } };
  }
}

const tooLate: ActFailure = {
  kind: "refused",
  failure: {
    kind: "transient",
    code: "not-sent-in-time",
    sentence: "The machine was held up between the decision and the sending, so nothing was sent.",
  },
};

const mistake: ActFailure["failure"] = {
  kind: "fatal",
  code: "act-broke",
  sentence: "The act broke off in Millrace itself.",
};

/** What went wrong, and what can be done about it. */
const told = ({ sentence, fix }: ActFailure["failure"]): string => (fix ? `${sentence} ${fix}` : sentence);

type Told = { readonly number: number; readonly sends: number; readonly answer: Result<Applied, ActFailure> };

async function keep(
  tx: Tx,
  road: Road,
  opened: Opened,
  sent: ActionRow,
  { number, sends, answer }: Told,
): Promise<ActionRow> {
  const { id } = sent.action;
  const row = (await readAction(tx, id)) ?? sent;
  const [attempt] = (await attemptsOf(tx, id)).filter((one) => one.number === number);
  const ours = attempt?.result === "open" || attempt?.result === "unknown";
  // Somebody who looked has already found out what became of it.
  if (!ours || (row.state !== "sending" && row.state !== "unknown")) {
    if (answer.ok && row.state === "failed") await tellLate(tx, road, row, answer.value);
    return row;
  }
  if (answer.ok) return keepDone(tx, road, opened, row, number, answer.value);
  const { kind, failure } = answer.error;
  if (failure.kind === "compliance") await stopKind(tx, road, row, told(failure));
  // Of what was sent before, a refusal to take it again says nothing.
  if (kind === "refused" && sends === 1) return keepRefused(tx, road, row, number, failure);
  return loseSight(tx, road, row, number, told(failure));
}

/** The platform says that this is against its rules: nothing more of the kind leaves until a person has looked. */
async function stopKind(tx: Tx, road: Road, { action }: ActionRow, reason: string): Promise<void> {
  await turnStopIn(tx, `kind:${action.kind}`, "on", { actor: "engine", now: road.clock.now(), reason });
}

/** An answer that came when the action already counted as failed: kept as an event, and told to a person. */
async function tellLate(tx: Tx, road: Road, row: ActionRow, applied: Applied): Promise<void> {
  const why = `It was done after all, told after it counted as failed: ${applied.note}`;
  const by = { actor: road.actor, now: road.clock.now() };
  if (!(await moveAction(tx, row, { state: row.state, steps: row.steps + 1, at: by.now }))) return;
  await record(tx, row, [eventOf(row, row.steps + 1, row.state, row.state, why, by)]);
  road.log.warn({ action: row.action.id }, why);
}

async function keepDone(
  tx: Tx,
  road: Road,
  opened: Opened,
  row: ActionRow,
  number: number,
  applied: Applied,
): Promise<ActionRow> {
  const now = road.clock.now();
  const moved = await takeSteps(tx, row, [{ to: "done", why: applied.note, shown: ["evidence"] }], {
    actor: road.actor,
    now,
  });
  if (!moved.ok) return row;
  await closeAttempt(tx, row.action.id, number, { result: "done", at: now, note: applied.note });
  if (applied.look) await opened.readAgain(tx, applied.look);
  return moved.value;
}

/** A certain refusal ends the attempt. What may pass by itself goes back into line, a few times and with a longer wait. */
async function keepRefused(
  tx: Tx,
  road: Road,
  row: ActionRow,
  number: number,
  failure: ActFailure["failure"],
): Promise<ActionRow> {
  const now = road.clock.now();
  const shown = ["nothing-happened", "evidence"] as const;
  const steps: NextStep[] = [{ to: "failed", why: told(failure), shown }];
  const again = reactions[failure.kind].wait !== "person" && number < attemptsMax;
  const dueAt = Math.max(failure.retryAt ?? 0, now + holdMs.usual * 8 ** number);
  const inTime = dueAt < row.action.expiresAt;
  if (again && inTime) steps.push({ to: "queued", why: "Nothing was done; it is tried again.", shown });
  const change = again && inTime ? { dueAt, waitsFor: told(failure) } : { dueAt: null };
  const moved = await takeSteps(tx, row, steps, { actor: road.actor, now }, change);
  if (!moved.ok) return row;
  await closeAttempt(tx, row.action.id, number, { result: "refused", at: now, note: told(failure) });
  if (moved.value.state === "queued") await road.sendAt(tx, row, dueAt);
  return moved.value;
}

/** When to look for the first time what became of an action that went out of sight. */
export const firstLookMs = minuteMs;

/** It may have been done or not: from here on only evidence counts. */
export async function loseSight(tx: Tx, road: Road, row: ActionRow, number: number, why: string): Promise<ActionRow> {
  if (row.state === "unknown") return row;
  const now = road.clock.now();
  const moved = await takeSteps(tx, row, [{ to: "unknown", why }], { actor: road.actor, now });
  if (!moved.ok) return row;
  const lookAt = now + firstLookMs;
  await closeAttempt(tx, row.action.id, number, { result: "unknown", at: now, note: why, lookAt });
  await road.lookAt(tx, lookAt);
  return moved.value;
}
