import { yesNeeds } from "../../../operations/inbox-board.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { showAction } from "../../../operations/show-action.ts";
import { actionId, actionStory } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { storyJson } from "../../render/action-card-json.ts";

/** `GET /actions/:id` */
export const route = defineRoute({
  method: "get",
  path: "/actions/:id",
  summary: "One action: exactly what is planned, what the rules said, who said yes, and what happened.",
  needs: "read",
  params: { id: actionId },
  answer: actionStory,
  handler: async ({ params, workplace, book, principal, deps }) => {
    const story = orThrow(await showAction(workplace, book, params.id));
    const needs = await yesNeeds(workplace, book, { principal, home: deps.workplace });
    const titles = await listingTitles(workplace, book);
    return storyJson(story, needs(story.row), workplace.clock.now(), titles);
  },
});
