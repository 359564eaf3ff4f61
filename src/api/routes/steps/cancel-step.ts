import { cancelStep } from "../../../operations/steps.ts";
import { stepProblems } from "../../action-problems.ts";
import { cancelBody, step, stepId } from "../../contract/steps.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `POST /steps/:id/cancel` */
export const route = defineRoute({
  method: "post",
  path: "/steps/:id/cancel",
  summary: "Nobody will do it.",
  needs: "operate",
  params: { id: stepId },
  body: cancelBody,
  answer: step,
  problems: stepProblems,
  handler: async ({ params, body, workplace, book }) =>
    stepCardJson(orThrow(await cancelStep(workplace, book, params.id, body.reason))),
});
