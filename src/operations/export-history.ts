import { parametersToJson } from "../domain/action/parameters.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { amountOf } from "../insight/shown/amount.ts";
import { type ActionRow, listActions } from "../store/action.ts";
import { actionEvents } from "../store/action-event.ts";
import type { Book } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";
import { readOutcome } from "../store/outcome.ts";
import { newestDecisions } from "../store/past-decision.ts";
import { dailyReports } from "../store/report.ts";
import type { Workplace } from "./workplace.ts";

type Desk = Pick<Workplace, "store">;

const pageSize = 100;

/**
 * Every action of a book with what was decided about it and what became of it, newest first, as JSON lines in pieces of
 * text. What is about a person stands in sealed plans, which are not in it.
 */
export async function* exportActions({ store }: Desk, book: Book): AsyncGenerator<string> {
  let after: { readonly proposedAt: number; readonly id: string } | undefined;
  do {
    const rows = await listActions(store, { bookId: book.id, limit: pageSize, ...(after ? { after } : {}) });
    const decisions = await newestDecisions(
      store,
      rows.map(({ action }) => action.id),
    );
    const lines: string[] = [];
    for (const row of rows) {
      const stored = decisions.get(row.action.id);
      const decision = stored ? { at: isoTime(stored.at), verdict: stored.verdict, ...JSON.parse(stored.body) } : null;
      lines.push(
        lineOf({
          ...actionOf(row),
          decision,
          events: await eventsOf(store, row),
          outcome: await outcomeOf(store, row),
        }),
      );
    }
    yield lines.join("");
    const last = rows.length === pageSize ? rows.at(-1) : undefined;
    after = last && { proposedAt: last.proposedAt, id: last.action.id };
  } while (after !== undefined);
}

/** The report of every day that one was kept for, newest first, as JSON lines: the history of all figures. */
export async function* exportReports({ store }: Desk, book: Book): AsyncGenerator<string> {
  let before: string | undefined;
  do {
    const kept = await dailyReports(store, book.id, { before, limit: pageSize });
    yield kept
      .map(({ from, createdAt, body }) => lineOf({ day: from, madeAt: isoTime(createdAt), report: JSON.parse(body) }))
      .join("");
    before = kept.length === pageSize ? kept.at(-1)?.from : undefined;
  } while (before !== undefined);
}

const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;

function actionOf({ action, planHash, state, mode, proposedAt, changedAt }: ActionRow): Record<string, unknown> {
  const { id, kind, target, account, reason, gain, worstCost, reversible, origin, parameters } = action;
  const sum = (minor: bigint, currency: string) => amountOf(minor, currency);
  return {
    id,
    kind,
    target,
    account: account ?? null,
    state,
    dryRun: mode === "dry",
    parameters: parametersToJson(parameters),
    planHash,
    reason,
    gain: gain
      ? {
          low: sum(gain.low, gain.currency),
          likely: sum(gain.likely, gain.currency),
          high: sum(gain.high, gain.currency),
        }
      : null,
    worstCost: sum(worstCost.amount, worstCost.currency),
    reversible,
    origin,
    proposedAt: isoTime(proposedAt),
    changedAt: isoTime(changedAt),
  };
}

async function eventsOf(handle: Handle, { action }: ActionRow): Promise<readonly unknown[]> {
  const events = await actionEvents(handle, action.id);
  return events.map(({ from, to, at, actor, why }) => ({ from, to, at: isoTime(at), by: actor, why }));
}

async function outcomeOf(handle: Handle, { action }: ActionRow): Promise<unknown> {
  const found = await readOutcome(handle, action.id);
  if (!found) return null;
  const { at, actor, measure, result, amount, from, to } = found;
  const sum = amount ? amountOf(amount.amount, amount.currency) : null;
  return { at: isoTime(at), by: actor, measure, result, amount: sum, from: isoTime(from), to: isoTime(to) };
}
