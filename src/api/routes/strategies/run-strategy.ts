import { findStrategy } from "../../../agent/runtime/find-strategy.ts";
import { standingOf } from "../../../agent/runtime/may-run.ts";
import { fail } from "../../../base/problem.ts";
import { strategySchedule } from "../../../operations/schedules.ts";
import { jobStarted } from "../../contract/jobs.ts";
import { strategyId } from "../../contract/strategies.ts";
import { defineRoute } from "../../define-route.ts";
import { ofAllBooks } from "../../of-all-books.ts";

/** `POST /strategies/:id/run` */
export const route = defineRoute({
  method: "post",
  path: "/strategies/:id/run",
  summary: "Lets a strategy look now; the engine begins within about a second.",
  needs: "operate",
  params: { id: strategyId },
  status: 202,
  answer: jobStarted,
  problems: { "not-allowed": 403, "strategy-rests": 409 },
  handler: async ({ params, workplace, principal }) => {
    ofAllBooks(principal, "operate");
    const row = await findStrategy(workplace.store, params.id);
    if (standingOf(row) !== "on")
      fail("strategy-rests", "It does not run now.", { kept: "Nothing was started.", fix: "Resume it first." });
    const schedule = strategySchedule(row.id);
    return { schedule, fresh: (await workplace.jobs.runNow(schedule)) !== undefined };
  },
});
