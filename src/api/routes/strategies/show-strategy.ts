import { strategy, strategyId } from "../../contract/strategies.ts";
import { defineRoute } from "../../define-route.ts";
import { findStrategyJson } from "../../find-strategy-json.ts";

/** `GET /strategies/:id` */
export const route = defineRoute({
  method: "get",
  path: "/strategies/:id",
  summary: "One strategy: what it does, its rights, and what came of it.",
  needs: "read",
  params: { id: strategyId },
  answer: strategy,
  handler: ({ params, workplace, book }) => findStrategyJson(workplace, book, params.id),
});
