import { pauseStrategy } from "../../../agent/runtime/pause-strategy.ts";
import { strategy, strategyId, strategyPauseBody } from "../../contract/strategies.ts";
import { defineRoute } from "../../define-route.ts";
import { findStrategyJson } from "../../find-strategy-json.ts";
import { ofAllBooks } from "../../of-all-books.ts";

/** `POST /strategies/:id/pause` */
export const route = defineRoute({
  method: "post",
  path: "/strategies/:id/pause",
  summary: "Pauses a strategy, with the reason, until it is resumed; what it proposed stays.",
  needs: "operate",
  params: { id: strategyId },
  body: strategyPauseBody,
  answer: strategy,
  problems: { "not-allowed": 403 },
  handler: async ({ params, body, workplace, book, principal }) => {
    ofAllBooks(principal, "operate");
    await pauseStrategy(workplace, params.id, body.reason);
    return findStrategyJson(workplace, book, params.id);
  },
});
