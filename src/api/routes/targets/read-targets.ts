import { showTargets } from "../../../operations/targets.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { targets } from "../../contract/targets.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /targets` */
export const route = defineRoute({
  method: "get",
  path: "/targets",
  summary: "The targets in force, how likely they are reached and what it takes a day.",
  needs: "read",
  query: asOfQuery,
  answer: targets,
  handler: async ({ query: { asOf }, workplace, book }) => ({
    items: await showTargets(workplace, book, asOf === undefined ? {} : { asOf: Date.parse(asOf) }),
  }),
});
