import { rejectAction } from "../../../operations/answer-actions.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { answerWithAction } from "../../changed-plan.ts";
import { action, actionId, rejectBody } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `POST /actions/:id/reject` */
export const route = defineRoute({
  method: "post",
  path: "/actions/:id/reject",
  summary: "Says no, with the reason where there is one; it is kept for learning.",
  needs: "approve",
  params: { id: actionId },
  body: rejectBody,
  answer: action,
  handler: async ({ params, body, workplace, book }) => {
    const done = await rejectAction(workplace, book, params.id, body.reason || undefined);
    const at = workplace.clock.now();
    if (!done.ok) return answerWithAction(workplace, book, params.id, done.error, at);
    return actionCardJson(done.value, at, await listingTitles(workplace, book));
  },
});
