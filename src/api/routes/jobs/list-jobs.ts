import { listJobs } from "../../../operations/jobs-schedules.ts";
import { scheduleList } from "../../contract/jobs.ts";
import { defineRoute } from "../../define-route.ts";
import { scheduleJson } from "../../render/job-json.ts";

/** `GET /jobs` */
export const route = defineRoute({
  method: "get",
  path: "/jobs",
  summary: "The work that Millrace does by itself, when, and what came of it.",
  needs: "read",
  scope: "installation",
  answer: scheduleList,
  handler: async ({ workplace }) => ({ items: (await listJobs(workplace)).map(scheduleJson) }),
});
