import type { Millis } from "../../base/clock.ts";
import type { Problem } from "../../base/problem.ts";
import type { Result } from "../../base/result.ts";
import type { RuleSet } from "../../domain/policy/rule-set.ts";
import { dayIn, nextDay, startOfDay } from "../../domain/time/day.ts";
import { mayStillApprove } from "../../people/may-approve.ts";
import type { Standpoint } from "../../spec/connector.ts";
import { type ActionRow, putOffAction } from "../../store/action.ts";
import { standingYes } from "../../store/approval.ts";
import { attemptsOf, closeAttempt, countAttempt, openAttempt } from "../../store/attempt.ts";
import { type Book, listBooks, lockBook } from "../../store/book.ts";
import type { Tx } from "../../store/handle.ts";
import { type Opened, putOffMs, type Road, sendLeaseMs } from "../road.ts";
import { countKeysOf, isErased, readPlain } from "../sealed-plan.ts";
import { type Judged, judge } from "./judge.ts";
import { takeBack } from "./take-back.ts";
import { takeSteps } from "./take-steps.ts";
import { wire } from "./wire.ts";

/** What came of an action that was to be sent. */
export type SendOutcome =
  | { readonly kind: "gone-on"; readonly row: ActionRow }
  /** It waits in line until then. */
  | { readonly kind: "put-off"; readonly until: Millis; readonly why: string }
  /** It is not in line, or its time has not come. */
  | { readonly kind: "not-due" };

/**
 * Sends one action that is in line and due. Everything is asked once more in the transaction that commits the intent;
 * only then the wire is touched, and whatever is not proof becomes "unknown".
 */
export async function sendAction(road: Road, id: string): Promise<SendOutcome> {
  const row = await readPlain(road.store, road.sealing, id);
  if (row?.state !== "queued" || (row.dueAt ?? 0) > road.clock.now()) return { kind: "not-due" };
  if (isErased(row)) return road.store.transaction((tx) => ended(tx, row, who(road), { to: "cancelled", why: erased }));
  const rules = await road.rules();
  const ready = row.mode === "live" ? await makeReady(road, row) : { kind: "dry" as const };
  if (ready.kind === "not-ready") return putOff(road, row, ready.until, ready.why);
  const intent = await road.store.transaction((tx) => commitIntent(tx, road, rules, id, ready));
  if (intent.kind !== "send" || ready.kind !== "live") return intent.kind === "send" ? { kind: "not-due" } : intent;
  return { kind: "gone-on", row: await wire(road, ready.opened, intent.row, intent.number) };
}

const erased = "The person it is about was erased.";

function who({ actor, clock }: Road): { readonly actor: string; readonly now: Millis } {
  return { actor, now: clock.now() };
}

type Ready =
  | { readonly kind: "dry" }
  | { readonly kind: "live"; readonly opened: Opened; readonly before: Standpoint | undefined };

/** Opens the account and looks how things stand; nothing is written there, and what fails only puts the action off. */
async function makeReady(
  road: Road,
  row: ActionRow,
): Promise<Ready | { readonly kind: "not-ready"; readonly until: Millis; readonly why: string }> {
  const later = road.clock.now() + putOffMs;
  const opened = await road.open(row);
  if (!opened.ok) return { kind: "not-ready", until: later, why: opened.error.sentence };
  const { acts, context } = opened.value;
  const before = await acts.before?.(context, row.action);
  if (before?.ok === false) {
    return { kind: "not-ready", until: before.error.retryAt ?? later, why: before.error.sentence };
  }
  return { kind: "live", opened: opened.value, before: before?.value };
}

async function putOff(road: Road, row: ActionRow, until: Millis, why: string): Promise<SendOutcome> {
  return road.store.transaction((tx) => putOffIn(tx, road, row, until, why));
}

async function putOffIn(tx: Tx, road: Road, row: ActionRow, until: Millis, why: string): Promise<SendOutcome> {
  // What is over by then ends instead of waiting.
  const at = Math.max(until, road.clock.now() + 1);
  if (!(await putOffAction(tx, row, at, why))) return { kind: "not-due" };
  await road.sendAt(tx, row, at);
  return { kind: "put-off", until: at, why };
}

type Intent = SendOutcome | { readonly kind: "send"; readonly row: ActionRow; readonly number: number };

/** The last look at everything, and the intent: after this commit the action counts as handed to the wire. */
async function commitIntent(
  tx: Tx,
  road: Road,
  rules: Result<RuleSet, Problem>,
  id: string,
  ready: Ready,
): Promise<Intent> {
  const now = road.clock.now();
  const by = { actor: road.actor, now };
  const found = await readPlain(tx, road.sealing, id);
  const book = found && (await listBooks(tx)).find((one) => one.id === found.bookId);
  if (!found || !book) return { kind: "not-due" };
  await lockBook(tx, book.id);
  const row = (await readPlain(tx, road.sealing, id)) ?? found;
  if (row.state !== "queued" || (row.dueAt ?? 0) > now || row.mode !== (ready.kind === "dry" ? "dry" : "live")) {
    return { kind: "not-due" };
  }
  const yes = await standingYes(tx, { actionId: id, planHash: row.planHash }, now);
  if (yes === undefined || row.action.expiresAt <= now) {
    return ended(tx, row, by, { to: "expired", why: "Its time, or that of its yes, was over before it could leave." });
  }
  if (!(await mayStillApprove(tx, yes.actor, book))) {
    const back = await takeBack(tx, row, "Whoever said yes may not say yes here any more.", by);
    return back.ok ? { kind: "gone-on", row: back.value } : { kind: "not-due" };
  }
  if (!rules.ok) return putOffIn(tx, road, row, now + putOffMs, rules.error.sentence);
  const confirmed = yes.origin === "person";
  const judged = await judge(tx, road, rules, row, { book, at: now, waiting: false, confirmed });
  const kept = keptBack(judged, book, now);
  if (kept !== undefined) return putOffIn(tx, road, row, kept.until, kept.why);
  if (judged.verdict === "deny") return ended(tx, row, by, { to: "denied", why: judged.sentence });
  if (judged.verdict === "needs-approval" && !confirmed) {
    return ended(tx, row, by, { to: "cancelled", why: `What you allow has changed. ${judged.sentence}` });
  }
  const number = (await attemptsOf(tx, id)).length + 1;
  return ready.kind === "dry"
    ? tryDry(tx, row, by, number)
    : begin(tx, road, row, by, { number, before: ready.before });
}

/** What may leave another time: under a stop switch, a cap of the rules, or the day's budget. */
function keptBack(
  judged: Judged,
  book: Book,
  now: Millis,
): { readonly until: Millis; readonly why: string } | undefined {
  const { stopped, confirmed } = judged.standing;
  if (stopped.length > 0) return { until: now + putOffMs, why: `You stopped it: ${stopped.join(", ")}.` };
  if (judged.verdict === "deny" && judged.decision.later) return { until: now + putOffMs, why: judged.sentence };
  const onlyBudget = judged.own.length > 0 && judged.own.every(({ code }) => code === "BUDGET");
  if (judged.decision.verdict !== "allow" || !onlyBudget || confirmed) return undefined;
  const tomorrow = startOfDay(nextDay(dayIn(book.timeZone)(now)), book.timeZone);
  return { until: tomorrow, why: judged.sentence };
}

async function ended(
  tx: Tx,
  row: ActionRow,
  by: { readonly actor: string; readonly now: Millis },
  step: { readonly to: "expired" | "denied" | "cancelled"; readonly why: string },
): Promise<SendOutcome> {
  const moved = await takeSteps(tx, row, [step], by, { dueAt: null });
  return moved.ok ? { kind: "gone-on", row: moved.value } : { kind: "not-due" };
}

/** The same plan, kept as done dry: nothing is opened, nothing is sent. */
async function tryDry(
  tx: Tx,
  row: ActionRow,
  by: { readonly actor: string; readonly now: Millis },
  number: number,
): Promise<SendOutcome> {
  const { action, planHash } = row;
  const moved = await takeSteps(
    tx,
    row,
    [
      { to: "sending", why: "Dry run: this is where it would be sent." },
      { to: "done", why: "Dry run: nothing was sent." },
    ],
    by,
    { dueAt: null, waitsFor: "" },
  );
  if (!moved.ok) return { kind: "not-due" };
  const { now } = by;
  const key = keyOf(row, number);
  await openAttempt(tx, action.id, {
    number,
    mode: "dry",
    key,
    planHash,
    before: undefined,
    startedAt: now,
    leaseUntil: now,
  });
  await closeAttempt(tx, action.id, number, { result: "dry", at: now, note: "Dry run: nothing was sent." });
  await countAttempt(tx, { keys: countKeysOf(action), at: now, actionId: action.id, number, mode: "dry" });
  return { kind: "gone-on", row: moved.value };
}

async function begin(
  tx: Tx,
  road: Road,
  row: ActionRow,
  by: { readonly actor: string; readonly now: Millis },
  { number, before }: { readonly number: number; readonly before: Standpoint | undefined },
): Promise<Intent> {
  const { action, planHash } = row;
  const { now } = by;
  const already = before?.already;
  const steps =
    already === undefined
      ? [{ to: "sending" as const, why: `Attempt ${number}.` }]
      : [
          { to: "sending" as const, why: "Looked at before it was sent." },
          { to: "done" as const, why: `Nothing was sent: ${already}` },
        ];
  const moved = await takeSteps(tx, row, steps, by, { dueAt: null, waitsFor: "" });
  if (!moved.ok) return { kind: "not-due" };
  const leaseUntil = now + sendLeaseMs;
  const key = keyOf(row, number);
  await openAttempt(tx, action.id, {
    number,
    mode: "live",
    key,
    planHash,
    before: before?.text,
    startedAt: now,
    leaseUntil,
  });
  if (already !== undefined) {
    await closeAttempt(tx, action.id, number, { result: "done", at: now, note: already });
    return { kind: "gone-on", row: moved.value };
  }
  await countAttempt(tx, { keys: countKeysOf(action), at: now, actionId: action.id, number, mode: "live" });
  await road.lookAt(tx, leaseUntil);
  return { kind: "send", row: moved.value, number };
}

/** A platform remembers a refusal under its key, too: each attempt after a certain refusal has a key of its own. */
function keyOf({ action }: ActionRow, number: number): string {
  return number === 1 ? action.idempotencyKey : `${action.idempotencyKey}#${number}`;
}
