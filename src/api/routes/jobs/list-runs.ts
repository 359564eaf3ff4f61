import { jobHistory } from "../../../operations/jobs-schedules.ts";
import { pageQuery } from "../../contract/common.ts";
import { runList, scheduleName } from "../../contract/jobs.ts";
import { defineRoute } from "../../define-route.ts";
import { runJson } from "../../render/job-json.ts";

/** `GET /jobs/history` */
export const route = defineRoute({
  method: "get",
  path: "/jobs/history",
  summary: "What ran, newest first.",
  needs: "read",
  scope: "installation",
  query: { schedule: scheduleName.optional(), limit: pageQuery.limit },
  answer: runList,
  handler: async ({ query, workplace }) => {
    const runs = await jobHistory(workplace, query.schedule, query.limit);
    return { items: runs.map(runJson) };
  },
});
