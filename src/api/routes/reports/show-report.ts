import { fail } from "../../../base/problem.ts";
import { showDailyReport } from "../../../operations/show-daily-report.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { day } from "../../contract/common.ts";
import { dailyReport } from "../../contract/reports.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /reports/:day` */
export const route = defineRoute({
  method: "get",
  path: "/reports/:day",
  summary: "The report of one day, as it was made when the day had ended.",
  needs: "read",
  params: { day },
  query: asOfQuery,
  answer: dailyReport,
  handler: async ({ params, workplace, book }) =>
    (await showDailyReport(workplace, book, params.day)) ??
    fail("unknown-report", `No report was kept for ${params.day}.`, {
      fix: "The list shows the days there are reports of.",
    }),
});
