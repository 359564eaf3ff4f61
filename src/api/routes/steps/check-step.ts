import { checkStep } from "../../../operations/check-step.ts";
import { stepProblems } from "../../action-problems.ts";
import { stepChecked, stepId } from "../../contract/steps.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `POST /steps/:id/check` */
export const route = defineRoute({
  method: "post",
  path: "/steps/:id/check",
  summary: "Looks now whether a step is done; starts the look that would show it when nothing is seen yet.",
  needs: "operate",
  params: { id: stepId },
  answer: stepChecked,
  problems: stepProblems,
  handler: async ({ params, workplace, book }) => {
    const { step, seen } = orThrow(await checkStep(workplace, book, params.id));
    return { step: stepCardJson(step), seen };
  },
});
