import { findStep } from "../../../operations/steps.ts";
import { stepProblems } from "../../action-problems.ts";
import { step, stepId } from "../../contract/steps.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `GET /steps/:id` */
export const route = defineRoute({
  method: "get",
  path: "/steps/:id",
  summary: "One step: why a person, what to do, and what is ready to be copied.",
  needs: "read",
  params: { id: stepId },
  answer: step,
  problems: stepProblems,
  handler: async ({ params, workplace, book }) => stepCardJson(orThrow(await findStep(workplace, book, params.id))),
});
