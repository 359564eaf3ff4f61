import type { Millis } from "../../base/clock.ts";
import type { Action } from "../../domain/action/action.ts";
import { stoppedBy } from "../../domain/action/stop-scopes.ts";
import { mayStillApprove } from "../../people/may-approve.ts";
import type { Finding } from "../../spec/connector.ts";
import { type ActionRow, readAction } from "../../store/action.ts";
import { standingYes } from "../../store/approval.ts";
import { type Attempt, attemptsOf, closeAttempt, noteLook, reopenAttempt } from "../../store/attempt.ts";
import { listBooks } from "../../store/book.ts";
import type { Tx } from "../../store/handle.ts";
import { type Opened, type Road, sendLeaseMs, sendsMax } from "../road.ts";
import { isErased, readPlain } from "../sealed-plan.ts";
import { readStops } from "./read-stops.ts";
import { takeSteps } from "./take-steps.ts";
import { firstLookMs, loseSight, wire } from "./wire.ts";

/** The longest pause between two looks. */
const lookPauseMaxMs = 6 * 3_600_000;

export type Looked = "done" | "failed" | "unknown" | "not-unknown";

/**
 * Looks on the platform what became of an action of unknown fate. Only what is found there ends the doubt; "not there"
 * ends it only when nothing can be under way any more. Where the platform honours keys, and only there, the same is
 * sent again with the same key.
 */
export async function lookFor(road: Road, id: string): Promise<Looked> {
  const row = await readPlain(road.store, road.sealing, id);
  const attempt = (await attemptsOf(road.store, id)).at(-1);
  if (row?.state !== "unknown" || attempt?.result !== "unknown") return "not-unknown";
  if (isErased(row)) return stillUnknown(road, row, attempt, "The person it is about was erased; only you can look.");
  const opened = await road.open(row);
  if (!opened.ok) return stillUnknown(road, row, attempt, opened.error.sentence);
  const { acts, context } = opened.value;
  const lastSent = attempt.leaseUntil - sendLeaseMs;
  const action: Action = { ...row.action, idempotencyKey: attempt.key };
  const sent = { startedAt: attempt.startedAt, ...(attempt.before === undefined ? {} : { before: attempt.before }) };
  // Before the question, not after it: what was still under way when it was asked may be missing in the answer.
  const settled = road.clock.now() >= attempt.leaseUntil + acts.settledAfterMs;
  const finding = await acts.find(context, action, sent);
  if (!finding.ok) return stillUnknown(road, row, attempt, finding.error.sentence);
  if (finding.value.kind === "absent" && !settled && (await sendAgain(road, opened.value, row, attempt, lastSent))) {
    const now = await readAction(road.store, id);
    return now?.state === "done" || now?.state === "failed" ? now.state : "unknown";
  }
  return road.store.transaction((tx) => keepFinding(tx, road, opened.value, { row, attempt, settled }, finding.value));
}

type Doubt = { readonly row: ActionRow; readonly attempt: Attempt; readonly settled: boolean };

async function keepFinding(
  tx: Tx,
  road: Road,
  opened: Opened,
  { row, attempt, settled }: Doubt,
  finding: Finding,
): Promise<Looked> {
  const now = road.clock.now();
  const by = { actor: road.actor, now };
  const { id } = row.action;
  if (finding.kind === "found") {
    const moved = await takeSteps(tx, row, [{ to: "done", why: finding.note, shown: ["evidence"] }], by);
    if (!moved.ok) return "not-unknown";
    await closeAttempt(tx, id, attempt.number, { result: "done", at: now, note: finding.note });
    if (finding.look) await opened.readAgain(tx, finding.look);
    return "done";
  }
  if (finding.kind === "absent" && settled) {
    const moved = await takeSteps(tx, row, [{ to: "failed", why: finding.note, shown: ["evidence"] }], by);
    if (!moved.ok) return "not-unknown";
    await closeAttempt(tx, id, attempt.number, { result: "refused", at: now, note: finding.note });
    return "failed";
  }
  await putOffLook(tx, road, id, attempt, finding.note);
  return "unknown";
}

async function stillUnknown(road: Road, row: ActionRow, attempt: Attempt, why: string): Promise<Looked> {
  await road.store.transaction((tx) => putOffLook(tx, road, row.action.id, attempt, why));
  return "unknown";
}

async function putOffLook(tx: Tx, road: Road, id: string, attempt: Attempt, why: string): Promise<void> {
  const at = road.clock.now() + pauseAfter(attempt.looks);
  await noteLook(tx, id, attempt.number, at, why);
  await road.lookAt(tx, at);
}

function pauseAfter(looks: number): Millis {
  return Math.min(firstLookMs * 2 ** Math.min(looks, 20), lookPauseMaxMs);
}

/** Sends the same again, with the same key. False where that is not allowed, or somebody else was there first. */
async function sendAgain(
  road: Road,
  opened: Opened,
  row: ActionRow,
  attempt: Attempt,
  lastSent: Millis,
): Promise<boolean> {
  const now = road.clock.now();
  const { action } = row;
  if (!opened.acts.honoursKeys || attempt.sends >= sendsMax || now < lastSent + firstLookMs) return false;
  if (action.expiresAt <= now) return false;
  const again = await road.store.transaction(async (tx) => {
    const yes = await standingYes(tx, { actionId: action.id, planHash: row.planHash }, now);
    const book = (await listBooks(tx)).find(({ id }) => id === row.bookId);
    if (yes === undefined || !book || !(await mayStillApprove(tx, yes.actor, book))) return undefined;
    if (stoppedBy(action, await readStops(tx)).length > 0) return undefined;
    const why = "Not there yet; sent again with the same key, which the platform honours.";
    const moved = await takeSteps(tx, row, [{ to: "sending", why, shown: ["same-key"] }], { actor: road.actor, now });
    if (!moved.ok) return undefined;
    await reopenAttempt(tx, action.id, attempt.number, now + sendLeaseMs);
    await road.lookAt(tx, now + sendLeaseMs);
    return moved.value;
  });
  if (again === undefined) return false;
  await wire(road, opened, again, attempt.number);
  return true;
}

/**
 * Makes "unknown" of what is being sent by nobody: after a start of the engine all of it, later what has been silent
 * beyond its lease. It is never sent again for that.
 */
export async function giveUpWaiting(road: Road, id: string, why: string): Promise<boolean> {
  return road.store.transaction(async (tx) => {
    const row = await readAction(tx, id);
    const attempt = (await attemptsOf(tx, id)).at(-1);
    if (row?.state !== "sending" || attempt?.result !== "open") return false;
    return (await loseSight(tx, road, row, attempt.number, why)).state === "unknown";
  });
}
