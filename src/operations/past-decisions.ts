import type { Judgement } from "../domain/action/standing.ts";
import type { Decision, Verdict, Voice } from "../domain/policy/decide.ts";
import type { ActionFilter } from "../store/action.ts";
import { type ActionRow, listActions, readActions } from "../store/action.ts";
import { type ActionTotals, actionTotals } from "../store/action-totals.ts";
import type { Book } from "../store/book.ts";
import { type DecisionFilter, listDecisions, newestDecisions, type PlacedDecision } from "../store/past-decision.ts";
import type { Workplace } from "./workplace.ts";

/** What was decided about an action, read. */
export type ReadDecision = {
  readonly id: bigint;
  readonly at: number;
  /** The final one, with what the owner's own settings made of it. */
  readonly verdict: Verdict;
  readonly sentence: string;
  /** Ids of the rules that spoke. */
  readonly rules: readonly string[];
  /** How many rules were asked. */
  readonly asked: number;
  readonly voices: readonly Voice[];
};

/** An action with what was decided about it; no decision: the rules were not asked yet. */
export type JudgedAction = { readonly row: ActionRow; readonly decision: ReadDecision | undefined };

/** A decision with the action it is about. */
export type DecidedAction = { readonly row: ActionRow; readonly decision: ReadDecision };

/** Rows that are looked at for one page of one rule's decisions. */
const pageMax = 500;

/** Decisions with their actions, the newest first, and where the next page begins. */
export async function pastDecisionsPage(
  { store }: Pick<Workplace, "store">,
  book: Book,
  filter: Omit<DecisionFilter, "bookId">,
): Promise<{ readonly items: readonly DecidedAction[]; readonly next: bigint | undefined }> {
  const limit = Math.min(filter.limit, pageMax);
  const found = await listDecisions(store, { ...filter, bookId: book.id, limit: limit + 1 });
  const page = found.slice(0, limit);
  const actions = await readActions(store, [...new Set(page.map(({ actionId }) => actionId))]);
  const byId = new Map(actions.map((row) => [row.action.id, row]));
  const { rule } = filter;
  const items = page.flatMap((stored) => {
    const row = byId.get(stored.actionId);
    const decision = readDecision(stored);
    // The rule's name may stand in a text instead of being one that spoke.
    const speaks = rule === undefined || decision.rules.includes(rule);
    return row && speaks ? [{ row, decision }] : [];
  });
  return { items, next: found.length > limit ? page.at(-1)?.id : undefined };
}

/** A page of actions with what was decided last about each, and what all that match come to. */
export async function judgedActions(
  { store }: Pick<Workplace, "store">,
  book: Book,
  filter: Omit<ActionFilter, "bookId">,
): Promise<{ readonly items: readonly JudgedAction[]; readonly totals: ActionTotals }> {
  const rows = await listActions(store, { ...filter, bookId: book.id });
  const decisions = await newestDecisions(
    store,
    rows.map(({ action }) => action.id),
  );
  const items = rows.map((row) => {
    const stored = decisions.get(row.action.id);
    return { row, decision: stored && readDecision(stored) };
  });
  const { limit: _limit, after: _after, ...all } = filter;
  return { items, totals: await actionTotals(store, { ...all, bookId: book.id }) };
}

function readDecision({ id, at, verdict, body }: PlacedDecision): ReadDecision {
  const judged = JSON.parse(body) as Partial<Judgement> & { readonly decision: Decision };
  const { decision } = judged;
  return {
    id,
    at,
    verdict,
    sentence: judged.sentence ?? decision.sentence,
    rules: decision.rules,
    asked: decision.asked,
    voices: decision.voices,
  };
}
