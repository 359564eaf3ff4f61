import { isoTime } from "../../../domain/time/iso-time.ts";
import { readInbox } from "../../../operations/inbox-board.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { inbox } from "../../contract/inbox.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson, judgementJson } from "../../render/action-card-json.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

const unknown = "It is not known whether this was done. It is looked for, and never sent again for that.";

/** `GET /inbox` */
export const route = defineRoute({
  method: "get",
  path: "/inbox",
  summary: "What waits for a person: acts that want a yes, acts of unknown fate, and steps that only a person can do.",
  needs: "read",
  query: asOfQuery,
  answer: inbox,
  handler: async ({ query, workplace, book, principal, deps }) => {
    const asOf = query.asOf === undefined ? undefined : Date.parse(query.asOf);
    const board = await readInbox(workplace, book, { principal, home: deps.workplace }, asOf);
    const titles = await listingTitles(workplace, book);
    const now = workplace.clock.now();
    const acts = board.acts.map(({ row, wants, judgement, needs, changedSince }) => ({
      what: "action" as const,
      wants,
      sentence: wants === "look" ? unknown : (judgement?.sentence ?? ""),
      action: actionCardJson(row, now, titles),
      judgement: judgementJson(judgement),
      needs,
      changedSince,
    }));
    const steps = board.steps.map((one) => ({ what: "step" as const, step: stepCardJson(one) }));
    return {
      items: [...acts, ...steps],
      // What was answered waits for Millrace's own look, not for a person.
      total: acts.length + board.steps.filter(({ state }) => state === "open").length,
      decide: acts.length,
      todo: board.steps.filter(({ state }) => state === "open").length,
      leaving: board.leaving.map((row) => actionCardJson(row, now, titles)),
      nextLook: board.nextLook === undefined ? null : isoTime(board.nextLook),
    };
  },
});
