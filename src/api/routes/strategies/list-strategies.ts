import { strategyStatus } from "../../../agent/runtime/strategy-status.ts";
import { strategyWork } from "../../../operations/strategy-board.ts";
import { strategyList } from "../../contract/strategies.ts";
import { defineRoute } from "../../define-route.ts";
import { strategyJson } from "../../render/strategy-json.ts";

/** `GET /strategies` */
export const route = defineRoute({
  method: "get",
  path: "/strategies",
  summary: "The ways to earn, or to lose less: whether each runs, and what came of it in this book.",
  needs: "read",
  answer: strategyList,
  handler: async ({ workplace, book }) => {
    const work = await strategyWork(workplace, book);
    return { items: (await strategyStatus(workplace.store)).map((one) => strategyJson(one, work(one.id))) };
  },
});
