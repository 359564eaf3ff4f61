import { buildReport } from "../../../insight/report/build-report.ts";
import { choosePeriod } from "../../../operations/choose-period.ts";
import { bookedDays } from "../../../store/rollup.ts";
import { report, reportQuery } from "../../contract/report.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `GET /report`: the same as `millrace report --json`. */
export const route = defineRoute({
  method: "get",
  path: "/report",
  summary: "What was earned in a period, in groups, and how complete that is.",
  needs: "read",
  query: reportQuery,
  answer: report,
  handler: async ({ query, workplace: { store }, book, now }) => {
    const { by, ...choice } = query;
    const period = orThrow(choosePeriod(choice, book.timeZone, now, await bookedDays(store, book.id)));
    return buildReport(store, book, period, by, now);
  },
});
