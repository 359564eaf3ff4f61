import { z } from "zod";
import { type Draft, propose } from "../../actions/propose.ts";
import { type Problem, problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { planHash } from "../../domain/action/plan-hash.ts";
import { dayIn } from "../../domain/time/day.ts";
import { openRoad } from "../../operations/open-road.ts";
import { showAction } from "../../operations/show-action.ts";
import { type ActionRow, listActions } from "../../store/action.ts";
import type { Desk } from "../caller.ts";
import { actionOf } from "./actions.ts";
import { row } from "./fields.ts";

/** What every proposal needs. */
export const reasonField = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe("Why, in one sentence for the owner. It is shown beside the yes and no.");

/** What every proposal answers. */
export const proposalOutput = z.looseObject({
  action: row,
  state: z.string(),
  why: z.string(),
  done: z.literal(false).describe("Nothing is ever done by a proposal."),
});

/** The plan of a proposal, without what is the same in all of them. */
export type Plan = Pick<Draft, "kind" | "target" | "parameters" | "reason" | "evidence" | "worstCost">;

const dayMs = 86_400_000;
/** What the owner has not answered after this is over. */
const proposalLastsMs = 7 * dayMs;
/** More than an owner can look through: then an assistant has to wait. */
const waitingMax = 50;

/**
 * Puts a plan before the owner, through the gate, never with a yes. The same plan on the same day is the same proposal.
 * Problems: `proposals-too-many`, and those of `propose`.
 */
export async function proposePlan(desk: Desk, plan: Plan, key?: string) {
  const { workplace, book, caller } = desk;
  const full = await inboxFull(desk);
  if (full !== undefined) return err(full);
  const now = workplace.clock.now();
  const parts = { ...plan, book: book.slug, expiresAt: now + proposalLastsMs, origin: originOf(desk) };
  const named = `assistant/${planHash(parts as Draft)}/${dayIn(book.timeZone)(now)}`;
  // A plan's kind and parameters were put together by one tool, so that they fit.
  const draft = { ...parts, idempotencyKey: key ?? named } as Draft;
  const taken = await propose(openRoad(workplace), book, draft, { actor: `assistant ${caller.id}` });
  if (!taken.ok) return taken;
  return ok(await proposalAnswer(desk, taken.value));
}

function originOf({ caller }: Desk): Draft["origin"] {
  return { by: "assistant", id: caller.id };
}

async function inboxFull({ workplace, book }: Desk): Promise<Problem | undefined> {
  const rows = await listActions(workplace.store, {
    bookId: book.id,
    states: ["needs-approval"],
    limit: waitingMax * 4,
  });
  if (rows.filter(({ action }) => action.origin.by === "assistant").length < waitingMax) return undefined;
  return problem("proposals-too-many", `${waitingMax} proposals of assistants wait for the owner already.`, {
    kept: "Nothing was changed.",
    fix: "More can be proposed when some of them are answered.",
  });
}

async function proposalAnswer({ workplace, book }: Desk, taken: ActionRow) {
  const story = await showAction(workplace, book, taken.action.id);
  const why = story.ok ? (story.value.judgement?.sentence ?? "") : "";
  const { state } = taken;
  const text = `${sentences[state] ?? `It is ${state}.`} ${why} Nothing was done.`.replace(/ {2,}/g, " ");
  return { text, structured: { action: actionOf(taken), state, why, done: false as const } };
}

const sentences: Readonly<Record<string, string>> = {
  "needs-approval": "It waits in the owner's inbox.",
  queued: "It is on its way to the owner.",
  denied: "The rules or the owner's settings refuse it.",
};
