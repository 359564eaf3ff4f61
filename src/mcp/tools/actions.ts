import { z } from "zod";
import { ok } from "../../base/result.ts";
import { actionKinds, type KindRow } from "../../domain/action/kinds.ts";
import { actionStates } from "../../domain/action/states.ts";
import { counted } from "../../domain/text/amount-text.ts";
import { isoTime } from "../../domain/time/iso-time.ts";
import { listInbox } from "../../operations/list-inbox.ts";
import { showAction } from "../../operations/show-action.ts";
import { listSteps } from "../../operations/steps.ts";
import { type ActionRow, listActions } from "../../store/action.ts";
import type { HumanStep } from "../../store/human-step.ts";
import { planWithoutPersons } from "../hide-personal.ts";
import { defineTool } from "../tool.ts";
import { limitField, row } from "./fields.ts";

/** What waits for the owner. */
export const inbox = defineTool({
  name: "inbox",
  title: "What waits for the owner",
  description:
    "What waits for a person: acts that want a yes, acts of unknown fate, and steps that only a person can do. It can be read here; only the owner answers, in the dashboard or at the command line.",
  needs: "read",
  input: {},
  output: z.looseObject({ actions: z.array(row), steps: z.array(row) }),
  run: async ({ workplace, book }) => {
    const items = await listInbox(workplace, book);
    const { open } = await listSteps(workplace, book);
    const actions = items.map(({ row: one, wants, sentence }) => ({ ...actionOf(one), wants, why: sentence }));
    const text =
      actions.length + open.length === 0
        ? "Nothing waits."
        : `${counted(actions.length, "act waits", "acts wait")}, ${counted(open.length, "step is", "steps are")} open.`;
    return ok({ text, structured: { actions, steps: open.map(stepOf) } });
  },
});

/** What was or would be done outside. */
export const actions = defineTool({
  name: "list_actions",
  title: "List actions",
  description:
    "Everything that was proposed to be done outside, newest first, and what became of it: waiting, denied, in line, done. action_story tells why.",
  needs: "read",
  input: {
    state: z.enum(actionStates).optional(),
    kind: z.string().max(60).optional().describe("Such as listing.price or sale.refund."),
    limit: limitField(25, 200),
  },
  output: z.looseObject({ actions: z.array(row) }),
  run: async ({ workplace, book }, { state, kind, limit }) => {
    const filter = { ...(state === undefined ? {} : { states: [state] }), ...(kind === undefined ? {} : { kind }) };
    const rows = await listActions(workplace.store, { bookId: book.id, limit, ...filter });
    const text = rows.length === 0 ? "There is none." : `${counted(rows.length, "action")} shown.`;
    return ok({ text, structured: { actions: rows.map(actionOf) } });
  },
});

/** One action with every step, and why it was denied or asked about. */
export const actionStory = defineTool({
  name: "action_story",
  title: "An action's story",
  description:
    "One action with every step it took, why it was allowed, asked about or denied, and the rules that said so.",
  needs: "read",
  input: { id: z.string().min(4).max(60).describe("Its id, or at least four characters of its beginning or end.") },
  output: z.looseObject({ action: row, why: z.string(), steps: z.array(row) }),
  run: async ({ workplace, book }, { id }) => {
    const story = await showAction(workplace, book, id);
    if (!story.ok) return story;
    const { row: one, events, judgement, attempts } = story.value;
    const why = judgement?.sentence ?? "";
    const rules = judgement?.decision.rules ?? [];
    return ok({
      text: `It is ${one.state}. ${why}`.trim(),
      structured: {
        action: actionOf(one),
        why,
        rules,
        ownReasons: judgement?.own ?? [],
        steps: events.map(({ from, to, why: reason, at }) => ({ from, to, why: reason, at: isoTime(at) })),
        attempts: attempts.map(({ number, mode, result, startedAt }) => ({
          number,
          dryRun: mode === "dry",
          result,
          startedAt: isoTime(startedAt),
        })),
      },
    });
  },
});

/** An action as tools show it. */
export function actionOf({ action, state, mode, proposedAt, changedAt }: ActionRow): Record<string, unknown> {
  const { title, reversible }: KindRow = actionKinds[action.kind];
  return {
    id: action.id,
    kind: action.kind,
    title,
    target: action.target,
    state,
    dryRun: mode === "dry",
    plan: planWithoutPersons(action),
    reason: action.reason,
    reversible,
    proposedBy: action.origin.by,
    proposedAt: isoTime(proposedAt),
    changedAt: isoTime(changedAt),
    expiresAt: isoTime(action.expiresAt),
  };
}

/** A step as tools show it: what is to be done, never what a person answered. */
export function stepOf({ id, kind, title, lines, link, state, dueAt, createdAt }: HumanStep): Record<string, unknown> {
  const due = dueAt === undefined ? null : isoTime(dueAt);
  return { id: id.toString(), kind, title, lines, link: link ?? null, state, dueAt: due, askedAt: isoTime(createdAt) };
}
