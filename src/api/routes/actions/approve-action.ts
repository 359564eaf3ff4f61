import { approveAs } from "../../../operations/approve-as.ts";
import { listingTitles } from "../../../operations/listing-titles.ts";
import { answerWithAction } from "../../changed-plan.ts";
import { action, actionId, approveBody } from "../../contract/actions.ts";
import { defineRoute } from "../../define-route.ts";
import { actionCardJson } from "../../render/action-card-json.ts";

/** `POST /actions/:id/approve` */
export const route = defineRoute({
  method: "post",
  path: "/actions/:id/approve",
  summary:
    "Says yes to exactly the plan whose hash is sent. It stays in line for some seconds, in which it can be recalled. Money needs a fresh proof.",
  needs: "approve",
  params: { id: actionId },
  body: approveBody,
  answer: action,
  handler: async ({ params, body, workplace, book, principal, deps, now }) => {
    const seen = { id: params.id, planHash: body.planHash };
    const done = await approveAs(workplace, book, { principal, home: deps.workplace }, seen, now);
    const at = workplace.clock.now();
    if (!done.ok) return answerWithAction(workplace, book, params.id, done.error, at);
    return actionCardJson(done.value, at, await listingTitles(workplace, book));
  },
});
