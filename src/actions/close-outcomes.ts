import type { Millis } from "../base/clock.ts";
import type { Outcome } from "../domain/action/outcome.ts";
import type { Facts } from "../domain/policy/asking.ts";
import { dayMs } from "../domain/time/civil.ts";
import { type ActionRow, listActions, readAction } from "../store/action.ts";
import { decisionsOf } from "../store/action-event.ts";
import { listBooks } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { stepByKey } from "../store/human-step.ts";
import { withoutOutcome } from "../store/outcome.ts";
import { findSales } from "../store/sale.ts";
import { stepKeyOf } from "./inside-acts.ts";
import { recordOutcome } from "./record-outcome.ts";
import type { Road } from "./road.ts";
import type { Round } from "./take-turn.ts";

/** What a refund may take until the platform's own records show it. */
const refundSeenInMs = 14 * dayMs;

/**
 * How the outcome of each kind is seen by itself, without asking anybody; undefined: not to be told yet. What needs a
 * comparison to mean anything (a price, a message) is not here: whoever compares records it.
 */
const measures: Readonly<
  Record<string, (handle: Handle, row: ActionRow, now: Millis) => Promise<Outcome | undefined>>
> = { "sale.refund": refundSeen, "human.step": stepEnded, "reminder.show": stepEnded };

const pageSize = 200;

/** Records the outcomes that can be seen in the books and in the person's queue by now. Gives how many. */
export async function closeOutcomes(
  road: Pick<Road, "store" | "clock" | "actor">,
  { signal, onEach }: Round = {},
): Promise<number> {
  const books = await listBooks(road.store);
  let closed = 0;
  let after = "";
  for (;;) {
    const ids = await withoutOutcome(road.store, Object.keys(measures), after, pageSize);
    for (const id of ids) {
      if (signal?.aborted) return closed;
      onEach?.();
      after = id;
      const row = await readAction(road.store, id);
      const book = books.find((one) => one.id === row?.bookId);
      const outcome = row && (await measures[row.action.kind]?.(road.store, row, road.clock.now()));
      if (!book || !outcome) continue;
      if ((await recordOutcome(road, book, id, outcome, { actor: road.actor })).ok) closed += 1;
    }
    if (ids.length < pageSize) return closed;
  }
}

/**
 * The refund is there once the platform's records of the sale hold all that Millrace gave back of it, beyond what was
 * refunded before the first of them left.
 */
async function refundSeen(handle: Handle, row: ActionRow, now: Millis): Promise<Outcome | undefined> {
  const { action, bookId, changedAt } = row;
  if (action.kind !== "sale.refund") return undefined;
  const { sale, amount, currency } = action.parameters;
  const found = (await findSales(handle, bookId, sale)).find(({ source }) => source === action.target);
  const measure = "the refund in the platform's own records";
  const told = { measure, from: changedAt, to: now, against: { kind: "none" } } as const;
  const own = await ownRefunds(handle, row);
  const before = own.before;
  if (found && before !== undefined && found.refunded >= before + own.sum) {
    return { ...told, result: "effect", amount: { amount, currency }, note: "The books have it." };
  }
  if (now - changedAt < refundSeenInMs) return undefined;
  const note = `It was done, and ${refundSeenInMs / dayMs} days later the books do not show it.`;
  return {
    ...told,
    result: "unclear",
    note: before === undefined ? "It is not known what was refunded before." : note,
  };
}

const lookedAtMax = 1_000;

/** What Millrace refunded of a sale in all, and what had been refunded when the first of it left. */
async function ownRefunds(
  handle: Handle,
  { action, bookId }: ActionRow,
): Promise<{ readonly sum: bigint; readonly before: bigint | undefined }> {
  if (action.kind !== "sale.refund") return { sum: 0n, before: undefined };
  const { sale } = action.parameters;
  const states = ["done", "outcome", "sending", "unknown"] as const;
  const all = await listActions(handle, { bookId, states, kind: action.kind, limit: lookedAtMax });
  let sum = 0n;
  let before: bigint | undefined;
  for (const one of all) {
    if (one.action.kind !== "sale.refund" || one.action.target !== action.target || one.mode !== "live") continue;
    if (one.action.parameters.sale !== sale) continue;
    sum += one.action.parameters.amount;
    const then = await refundedWhenSent(handle, one);
    if (then === undefined) return { sum, before: undefined };
    before = before === undefined || then < before ? then : before;
  }
  return { sum, before };
}

/** What had been refunded of the sale when the act was judged for the last time, in the commit of its intent. */
async function refundedWhenSent(handle: Handle, { action }: ActionRow): Promise<bigint | undefined> {
  const last = (await decisionsOf(handle, action.id)).at(-1);
  const facts = last === undefined ? undefined : (JSON.parse(last.facts) as Facts);
  const refunded = facts?.values["sale.refunded"];
  return typeof refunded === "number" ? BigInt(refunded) : undefined;
}

/** What was asked of a person ends when the person says so, or when its time is over. */
async function stepEnded(
  handle: Handle,
  { action, bookId, changedAt }: ActionRow,
  now: Millis,
): Promise<Outcome | undefined> {
  const step = await stepByKey(handle, bookId, stepKeyOf(action.id));
  if (step?.endedAt === undefined) return undefined;
  return {
    measure: "whether a person did it",
    result: step.state === "done" ? "effect" : "no-effect",
    from: step.createdAt,
    to: Math.min(Math.max(step.endedAt, changedAt), now),
    against: { kind: "none" },
    note: step.note === "" ? `The step is ${step.state}.` : step.note,
  };
}
