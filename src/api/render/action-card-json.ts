import type { z } from "zod";
import type { Millis } from "../../base/clock.ts";
import type { Action } from "../../domain/action/action.ts";
import { actionLine, planLines } from "../../domain/action/in-words.ts";
import { actionKinds, type KindRow, type ParameterValue } from "../../domain/action/kinds.ts";
import type { Judgement } from "../../domain/action/standing.ts";
import { currencyExponent } from "../../domain/money/currency.ts";
import { formatMinor } from "../../domain/money/money.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { mayEdit } from "../../operations/edit-plan.ts";
import type { ActionStory } from "../../operations/show-action.ts";
import type { ActionRow } from "../../store/action.ts";
import type { action, actionStory, judgement } from "../contract/actions.ts";
import type { Given } from "../define-route.ts";

type ActionJson = Given<z.input<typeof action>>;
type Money = { readonly amount: string; readonly currency: string };

/** Titles of listings by their ids, so that a card names the product. */
export type Titles = ReadonlyMap<string, string>;

/** An action as the dashboard and programs see it; amounts are decimal text. */
export function actionCardJson(row: ActionRow, now: Millis, titles: Titles = new Map()): ActionJson {
  const { action, planHash, state, mode, waitsFor, dueAt, holdOut } = row;
  const kind: KindRow = actionKinds[action.kind];
  const { gain, worstCost, origin } = action;
  const leaves = state === "queued" && dueAt !== undefined ? dueAt : undefined;
  return {
    id: action.id,
    kind: action.kind,
    kindTitle: kind.title,
    area: kind.area,
    target: action.target,
    account: action.account ?? null,
    about: aboutOf(action, titles),
    line: actionLine(action),
    plan: planOf(action, kind),
    planHash,
    edited: planHash !== row.proposedHash,
    reason: action.reason,
    evidence: action.evidence,
    gain: gain === undefined ? null : gainOf(gain),
    worst: moneyOf(worstCost.amount, worstCost.currency),
    reversible: action.reversible,
    outside: kind.outside,
    dryRun: mode === "dry",
    state,
    origin: { by: origin.by, id: origin.by === "engine" ? null : origin.id },
    holdOut: holdOut ?? null,
    proposedAt: isoTime(row.proposedAt),
    changedAt: isoTime(row.changedAt),
    expiresAt: isoTime(action.expiresAt),
    leavesAt: leaves === undefined ? null : isoTime(leaves),
    leavesInMs: leaves === undefined ? null : Math.max(0, leaves - now),
    waitsFor: waitsFor === "" ? null : waitsFor,
  };
}

function planOf(action: Action, kind: KindRow): ActionJson["plan"] {
  const values: Readonly<Record<string, ParameterValue | undefined>> = action.parameters;
  const currency = typeof values["currency"] === "string" ? values["currency"] : "";
  const lines = planLines(action);
  return Object.entries(kind.parameters).flatMap(([name, shape]) => {
    const value = values[name];
    if (value === undefined) return [];
    const isMoney = typeof value === "bigint" && currencyExponent(currency) !== undefined;
    return [
      {
        name,
        shape: shape.replace("?", "") as ActionJson["plan"][number]["shape"],
        text: lines.find((line) => line.name === name)?.value ?? String(value),
        money: isMoney ? moneyOf(value, currency) : null,
        editable: mayEdit(name),
      },
    ];
  });
}

function aboutOf({ parameters }: Action, titles: Titles): ActionJson["about"] {
  const values: Readonly<Record<string, ParameterValue | undefined>> = parameters;
  for (const name of ["listing", "product"] as const) {
    const id = values[name];
    if (typeof id === "string" && id !== "") return { what: "product", id, title: titles.get(id) ?? null };
  }
  const sale = values["sale"];
  return typeof sale === "string" ? { what: "sale", id: sale, title: null } : null;
}

const moneyOf = (minor: bigint, currency: string): Money => ({ amount: formatMinor(minor, currency), currency });

function gainOf({ low, likely, high, currency }: NonNullable<Action["gain"]>) {
  return { low: moneyOf(low, currency), likely: moneyOf(likely, currency), high: moneyOf(high, currency) };
}

/** What the rules and the owner's settings said. */
export function judgementJson(
  said: Pick<Judgement, "verdict" | "sentence" | "own" | "decision"> | undefined,
): Given<z.input<typeof judgement>> | null {
  if (said === undefined) return null;
  const { verdict, sentence, own, decision } = said;
  return { verdict, sentence, rules: decision.rules, asked: decision.asked, own: own.map((one) => one.sentence) };
}

type StoryJson = Given<z.input<typeof actionStory>>;

/** An action with everything that happened to it. */
export function storyJson(
  { row, events, approvals, attempts, judgement: said, outcome }: ActionStory,
  needs: StoryJson["needs"],
  now: Millis,
  titles: Titles,
): StoryJson {
  return {
    action: actionCardJson(row, now, titles),
    judgement: judgementJson(said),
    needs,
    steps: events.map(({ at, ...event }) => ({ ...event, at: isoTime(at) })),
    answers: approvals.map(({ at, expiresAt, ...answer }) => ({
      ...answer,
      at: isoTime(at),
      expiresAt: isoTime(expiresAt),
    })),
    attempts: attempts.map((one) => ({
      number: one.number,
      dryRun: one.mode === "dry",
      result: one.result,
      note: one.note,
      before: one.before ?? null,
      sends: one.sends,
      looks: one.looks,
      startedAt: isoTime(one.startedAt),
      finishedAt: one.finishedAt === undefined ? null : isoTime(one.finishedAt),
    })),
    outcome: outcome === undefined ? null : outcomeJson(outcome),
  };
}

function outcomeJson(outcome: NonNullable<ActionStory["outcome"]>): NonNullable<StoryJson["outcome"]> {
  const { result, measure, amount, from, to, against, note, at, actor } = outcome;
  return {
    result,
    measure,
    amount: amount === undefined ? null : moneyOf(amount.amount, amount.currency),
    from: isoTime(from),
    to: isoTime(to),
    compared: against.kind === "hold-out" ? against.compared : null,
    note,
    at: isoTime(at),
    actor,
  };
}
