import { findStrategy } from "../../../agent/runtime/find-strategy.ts";
import { listStrategyRuns } from "../../../store/strategy-run.ts";
import { pageQuery } from "../../contract/common.ts";
import { strategyId, strategyRuns } from "../../contract/strategies.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { strategyRunJson } from "../../render/strategy-json.ts";

/** `GET /strategies/:id/runs` */
export const route = defineRoute({
  method: "get",
  path: "/strategies/:id/runs",
  summary: "The runs of a strategy, newest first.",
  needs: "read",
  params: { id: strategyId },
  query: pageQuery,
  answer: strategyRuns,
  handler: async ({ params, query, workplace, book }) => {
    const { id } = await findStrategy(workplace.store, params.id);
    const { limit } = query;
    const [before] = cursorPlace(query.after, ["string"]) ?? [];
    const found = await listStrategyRuns(workplace.store, {
      strategy: id,
      bookId: book.id,
      limit: limit + 1,
      ...(before === undefined ? {} : { before: String(before) }),
    });
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(strategyRunJson), next: last ? cursorText([last.id]) : null };
  },
});
