import type { Millis } from "../base/clock.ts";
import { usualAutonomy } from "../domain/action/autonomy.ts";
import { wantsFreshProof } from "../domain/action/fresh-proof.ts";
import type { Judgement } from "../domain/action/standing.ts";
import { refuseOwnApproval } from "../people/four-eyes.ts";
import type { Principal } from "../people/principal.ts";
import { countApprovers } from "../people/roster.ts";
import { type ActionRow, listActions, readActions } from "../store/action.ts";
import { decisionsOf } from "../store/action-event.ts";
import { actionsThen } from "../store/action-past.ts";
import { allAutonomy } from "../store/autonomy.ts";
import type { Book } from "../store/book.ts";
import { type HumanStep, openSteps, stepsThen } from "../store/human-step.ts";
import { kinds } from "./schedules.ts";
import type { Workplace } from "./workplace.ts";

/** What a yes needs of the one who gives it, beside the permission. */
export type YesNeeds = { readonly freshProof: boolean; readonly someoneElse: boolean };

/** Who looks at the inbox, and the workplace that knows the people (a demo shop has none of its own). */
export type Looker = { readonly principal: Principal; readonly home: Workplace };

/** One act that waits for a person. */
export type WaitingAct = {
  readonly row: ActionRow;
  readonly wants: "yes" | "look";
  readonly judgement: Judgement | undefined;
  readonly needs: YesNeeds;
  /** Whether the plan is another one by now than it was at the moment that was asked for. */
  readonly changedSince: boolean;
};

/** All that waits for a person, the soonest due first. */
export type InboxBoard = {
  readonly acts: readonly WaitingAct[];
  readonly steps: readonly HumanStep[];
  /** What has its yes and can still be taken back. */
  readonly leaving: readonly ActionRow[];
  /** When something that may bring new matters runs next of itself. */
  readonly nextLook: Millis | undefined;
};

const shownMax = 200;
const waiting = ["needs-approval", "unknown"] as const;

/** The inbox of a book, now or as it stood at a moment. */
export async function readInbox(workplace: Workplace, book: Book, looker: Looker, asOf?: Millis): Promise<InboxBoard> {
  const { store, clock, jobs } = workplace;
  const now = clock.now();
  if (asOf !== undefined && asOf < now) return inboxThen(workplace, book, looker, asOf);
  const rows = await listActions(store, { bookId: book.id, states: waiting, limit: shownMax });
  const leaving = await listActions(store, { bookId: book.id, states: ["queued"], limit: shownMax });
  const schedules = await jobs.schedules();
  const bring = schedules.filter(
    ({ kind, state }) => state === "on" && (kind === kinds.strategy || kind === kinds.look),
  );
  const nexts = bring.flatMap(({ nextAt }) => (nextAt === undefined ? [] : [nextAt]));
  return {
    acts: await actsOf(workplace, book, looker, rows),
    steps: (await openSteps(store, book.id)).slice(0, shownMax),
    leaving: leaving.filter(({ dueAt }) => (dueAt ?? 0) > now),
    nextLook: nexts.length === 0 ? undefined : Math.min(...nexts),
  };
}

async function inboxThen(workplace: Workplace, book: Book, looker: Looker, asOf: Millis): Promise<InboxBoard> {
  const { store } = workplace;
  const stood = await actionsThen(store, book.id, waiting, asOf, shownMax);
  const rows = await readActions(
    store,
    stood.map(({ id }) => id),
  );
  const acts = await actsOf(workplace, book, looker, rows);
  return {
    acts: acts.map((act) => {
      const then = stood.find(({ id }) => id === act.row.action.id);
      const wants = then?.state === "unknown" ? "look" : "yes";
      const row = { ...act.row, state: then?.state ?? act.row.state };
      return { ...act, row, wants, changedSince: then?.planHash !== act.row.planHash };
    }),
    steps: (await stepsThen(store, book.id, asOf)).slice(0, shownMax).map((step) => stepThen(step, asOf)),
    leaving: [],
    nextLook: undefined,
  };
}

/** A step without what became of it later. */
function stepThen(step: HumanStep, asOf: Millis): HumanStep {
  const answered = step.answeredAt !== undefined && step.answeredAt <= asOf;
  const later = { endedAt: undefined, endedBy: undefined, note: "" };
  return {
    ...step,
    ...later,
    state: answered ? "answered" : "open",
    answeredAt: answered ? step.answeredAt : undefined,
  };
}

async function actsOf(
  workplace: Workplace,
  book: Book,
  looker: Looker,
  rows: readonly ActionRow[],
): Promise<readonly WaitingAct[]> {
  if (rows.length === 0) return [];
  const needs = await yesNeeds(workplace, book, looker);
  const acts: WaitingAct[] = [];
  for (const row of rows) {
    const newest = (await decisionsOf(workplace.store, row.action.id)).at(-1);
    const judgement = newest === undefined ? undefined : (JSON.parse(newest.body) as Judgement);
    const wants = row.state === "unknown" ? "look" : "yes";
    acts.push({ row, wants, judgement, needs: needs(row), changedSince: false });
  }
  // To see what became of something cannot wait; a yes must come before its time is over.
  const due = ({ row, wants }: WaitingAct): Millis => (wants === "look" ? 0 : row.action.expiresAt);
  return acts.sort((a, b) => due(a) - due(b) || (a.row.action.id < b.row.action.id ? -1 : 1));
}

/** Tells of each action what a yes to it needs of this person. */
export async function yesNeeds(
  { store }: Pick<Workplace, "store">,
  book: Book,
  { principal, home }: Looker,
): Promise<(row: ActionRow) => YesNeeds> {
  const said = await allAutonomy(store, book.id);
  const approvers = await countApprovers(home.store, book);
  return ({ action }) => ({
    freshProof: wantsFreshProof(action, said.get(action.kind) ?? usualAutonomy(action.kind, book.homeCurrency)),
    someoneElse: refuseOwnApproval(principal, action.origin, approvers) !== undefined,
  });
}
