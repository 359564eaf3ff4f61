import { resumeStrategy } from "../../../agent/runtime/pause-strategy.ts";
import { strategy, strategyId } from "../../contract/strategies.ts";
import { defineRoute } from "../../define-route.ts";
import { findStrategyJson } from "../../find-strategy-json.ts";
import { ofAllBooks } from "../../of-all-books.ts";

/** `POST /strategies/:id/resume` */
export const route = defineRoute({
  method: "post",
  path: "/strategies/:id/resume",
  summary: "Lets a paused strategy go on.",
  needs: "operate",
  params: { id: strategyId },
  answer: strategy,
  problems: { "not-allowed": 403 },
  handler: async ({ params, workplace, book, principal }) => {
    ofAllBooks(principal, "operate");
    await resumeStrategy(workplace, params.id);
    return findStrategyJson(workplace, book, params.id);
  },
});
