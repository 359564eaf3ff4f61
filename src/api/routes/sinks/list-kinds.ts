import { sinkKinds } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { sinkKindJson } from "../../render/sink-json.ts";

/** `GET /sinks/kinds` */
export const route = defineRoute({
  method: "get",
  path: "/sinks/kinds",
  summary: "The kinds of places that messages can go to, and what each needs.",
  needs: "configure",
  scope: "installation",
  answer: sinkKinds,
  handler: async ({ workplace }) => ({
    items: workplace.sinks.kinds.filter(({ standing }) => !standing).map(sinkKindJson),
  }),
});
