import type { ExpectedGain } from "../../domain/action/action.ts";
import { parametersToJson } from "../../domain/action/parameters.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import type { ActionStory } from "../../operations/show-action.ts";
import type { ActionRow } from "../../store/action.ts";

/** An action as JSON; moments ISO UTC. The plan's own parameters stay as they are hashed: amounts in minor units as text. */
export function actionJson(row: ActionRow): Record<string, unknown> {
  const { action, planHash, state, mode, waitsFor } = row;
  const { id, kind, target, account, reason, evidence, gain, worstCost, reversible, origin, idempotencyKey } = action;
  return {
    id,
    kind,
    target,
    account,
    state,
    dryRun: mode === "dry",
    parameters: parametersToJson(action.parameters),
    planHash,
    reason,
    evidence,
    gain: gain && gainJson(gain),
    worstCost: moneyJson(worstCost),
    reversible,
    origin,
    key: idempotencyKey,
    proposedAt: isoTime(row.proposedAt),
    changedAt: isoTime(row.changedAt),
    expiresAt: isoTime(action.expiresAt),
    leavesAt: row.dueAt === undefined ? undefined : isoTime(row.dueAt),
    waitsFor: waitsFor === "" ? undefined : waitsFor,
  };
}

/** Minor units → decimal text beside its currency, as everywhere in JSON. */
export function moneyJson({ amount, currency }: { readonly amount: bigint; readonly currency: string }): object {
  return { amount: formatMinor(amount, currency), currency };
}

function gainJson({ low, likely, high, currency }: ExpectedGain): object {
  const [from, most, to] = [low, likely, high].map((minor) => formatMinor(minor, currency));
  return { low: from, likely: most, high: to, currency };
}

/** The same with all that happened to it. */
export function actionStoryJson({
  row,
  events,
  approvals,
  attempts,
  judgement,
  outcome,
}: ActionStory): Record<string, unknown> {
  return {
    ...actionJson(row),
    judgement,
    holdOut: row.holdOut,
    outcome: outcome && {
      ...outcome,
      amount: outcome.amount && moneyJson(outcome.amount),
      at: isoTime(outcome.at),
      from: isoTime(outcome.from),
      to: isoTime(outcome.to),
    },
    steps: events.map(({ at, ...event }) => ({ ...event, at: isoTime(at) })),
    answers: approvals.map(({ at, expiresAt, ...answer }) => ({
      ...answer,
      at: isoTime(at),
      expiresAt: isoTime(expiresAt),
    })),
    attempts: attempts.map(({ number, mode, result, note, sends, looks, startedAt, finishedAt }) => ({
      number,
      dryRun: mode === "dry",
      result,
      note,
      sends,
      looks,
      startedAt: isoTime(startedAt),
      finishedAt: finishedAt === undefined ? undefined : isoTime(finishedAt),
    })),
  };
}
