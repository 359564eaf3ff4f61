import { settleAction } from "../../../operations/answer-actions.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { answerWithAction } from "../../changed-plan.ts";
import { action, actionId, settleBody } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `POST /actions/:id/settle` */
export const route = defineRoute({
  method: "post",
  path: "/actions/:id/settle",
  summary: "Ends the doubt about an action of unknown fate by what you saw yourself.",
  needs: "approve",
  params: { id: actionId },
  body: settleBody,
  answer: action,
  handler: async ({ params, body, workplace, book }) => {
    const done = await settleAction(workplace, book, params.id, body);
    const at = workplace.clock.now();
    if (!done.ok) return answerWithAction(workplace, book, params.id, done.error, at);
    return actionCardJson(done.value, at, await listingTitles(workplace, book));
  },
});
