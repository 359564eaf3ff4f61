import { recallAction } from "../../../operations/answer-actions.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { answerWithAction } from "../../changed-plan.ts";
import { action, actionId } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `POST /actions/:id/recall` */
export const route = defineRoute({
  method: "post",
  path: "/actions/:id/recall",
  summary: "Takes a yes back while the action is still in line.",
  needs: "approve",
  params: { id: actionId },
  answer: action,
  handler: async ({ params, workplace, book }) => {
    const done = await recallAction(workplace, book, params.id);
    const at = workplace.clock.now();
    if (!done.ok) return answerWithAction(workplace, book, params.id, done.error, at);
    return actionCardJson(done.value, at, await listingTitles(workplace, book));
  },
});
