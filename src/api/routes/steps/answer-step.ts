import { resolve } from "../../../operations/steps.ts";
import { stepProblems } from "../../action-problems.ts";
import { answerBody, step, stepId } from "../../contract/steps.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { stepCardJson } from "../../render/step-card-json.ts";

/** `POST /steps/:id/answer` */
export const route = defineRoute({
  method: "post",
  path: "/steps/:id/answer",
  summary: "A person did it, and gives what was asked for. Where something shows that it is done, that is waited for.",
  needs: "operate",
  params: { id: stepId },
  body: answerBody,
  answer: step,
  problems: stepProblems,
  handler: async ({ params, body, workplace, book }) =>
    stepCardJson(orThrow(await resolve(workplace, book, params.id, body.answer))),
});
