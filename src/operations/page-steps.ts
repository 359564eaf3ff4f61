import type { Millis } from "../base/clock.ts";
import type { Book } from "../store/book.ts";
import { type HumanStep, openSteps, stepsEnded } from "../store/human-step.ts";
import type { Workplace } from "./workplace.ts";

/** Where a page of steps ended. */
export type StepPlace = { readonly at: Millis; readonly id: bigint };
export type StepPage = { readonly items: readonly HumanStep[]; readonly next: StepPlace | undefined };

/** Steps that wait, the soonest due first; those that are never due come last. */
export async function listOpenSteps(
  { store }: Pick<Workplace, "store">,
  book: Book,
  limit: number,
  after?: StepPlace,
): Promise<StepPage> {
  const all = (await openSteps(store, book.id)).toSorted((a, b) => due(a) - due(b) || (a.id < b.id ? -1 : 1));
  const behind = after && all.filter((one) => due(one) > after.at || (due(one) === after.at && one.id > after.id));
  return pageOf(behind ?? all, limit, due);
}

/** Steps that ended, newest first. */
export async function listEndedSteps(
  { store }: Pick<Workplace, "store">,
  book: Book,
  limit: number,
  after?: StepPlace,
): Promise<StepPage> {
  const found = await stepsEnded(store, book.id, 0, limit + 1, after);
  return pageOf(found, limit, ({ endedAt }) => endedAt ?? 0);
}

const due = ({ dueAt }: HumanStep): Millis => dueAt ?? Number.MAX_SAFE_INTEGER;

function pageOf(all: readonly HumanStep[], limit: number, at: (step: HumanStep) => Millis): StepPage {
  const items = all.slice(0, limit);
  const last = all.length > limit ? items.at(-1) : undefined;
  return { items, next: last && { at: at(last), id: last.id } };
}
