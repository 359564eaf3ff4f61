import { editPlan } from "../../../operations/edit-plan.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { answerWithAction } from "../../changed-plan.ts";
import { action, actionId, editBody } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `PATCH /actions/:id` */
export const route = defineRoute({
  method: "patch",
  path: "/actions/:id",
  summary: "Changes the plan whose hash is sent. The new plan has another hash and waits for a yes of its own.",
  needs: "approve",
  params: { id: actionId },
  body: editBody,
  answer: action,
  handler: async ({ params, body, workplace, book }) => {
    const done = await editPlan(workplace, book, { id: params.id, planHash: body.planHash }, body.changes);
    const at = workplace.clock.now();
    if (!done.ok) return answerWithAction(workplace, book, params.id, done.error, at);
    return actionCardJson(done.value, at, await listingTitles(workplace, book));
  },
});
