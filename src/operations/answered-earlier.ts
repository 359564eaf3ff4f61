import type { Millis } from "../base/clock.ts";
import { type ActionRow, readActions } from "../store/action.ts";
import { answeredActions } from "../store/action-past.ts";
import type { Book } from "../store/book.ts";
import { type HumanStep, stepsEnded } from "../store/human-step.ts";
import type { Workplace } from "./workplace.ts";

/** What waited for a person once and does not any more. */
export type Earlier =
  | { readonly what: "action"; readonly at: Millis; readonly row: ActionRow }
  | { readonly what: "step"; readonly at: Millis; readonly step: HumanStep };

/** Where a page of them ended. */
export type EarlierPlace = { readonly at: Millis; readonly actionId: string; readonly stepId: bigint };

const dayMs = 86_400_000;
/** How far back answered matters are shown. */
export const earlierDays = 30;

/** Answered matters of the last days, newest first, and where the next page begins. */
export async function answeredEarlier(
  { store, clock }: Workplace,
  book: Book,
  limit: number,
  after?: EarlierPlace,
): Promise<{ readonly items: readonly Earlier[]; readonly next: EarlierPlace | undefined }> {
  const since = clock.now() - earlierDays * dayMs;
  const behindActs = after && { at: after.at, id: after.actionId };
  const behindSteps = after && { at: after.at, id: after.stepId };
  const places = await answeredActions(store, book.id, since, limit + 1, behindActs);
  const rows = await readActions(
    store,
    places.map(({ id }) => id),
  );
  const steps = await stepsEnded(store, book.id, since, limit + 1, behindSteps);
  const all: readonly Earlier[] = [
    ...rows.map((row) => ({ what: "action", at: row.changedAt, row }) as const),
    ...steps.map((step) => ({ what: "step", at: step.endedAt ?? 0, step }) as const),
  ].sort((a, b) => b.at - a.at || order(a) - order(b));
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last !== undefined && all.length > limit ? placeOf(last) : undefined };
}

/** Of one moment, acts come before steps: the place behind an act leaves that moment's steps to come. */
const order = (one: Earlier): number => (one.what === "action" ? 0 : 1);

function placeOf(last: Earlier): EarlierPlace {
  if (last.what === "action") return { at: last.at, actionId: last.row.action.id, stepId: beyondSteps };
  return { at: last.at, actionId: "", stepId: last.step.id };
}

/** Above every number of a step. */
const beyondSteps = 9_007_199_254_740_991n;
