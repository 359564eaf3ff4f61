import { pauseJob } from "../../../operations/jobs-pause.ts";
import { schedule, scheduleName } from "../../contract/jobs.ts";
import { defineRoute } from "../../define-route.ts";
import { scheduleJson } from "../../render/job-json.ts";

/** `POST /jobs/:name/pause` */
export const route = defineRoute({
  method: "post",
  path: "/jobs/:name/pause",
  summary: "Stops a schedule from starting by itself until it is resumed.",
  needs: "operate",
  scope: "installation",
  params: { name: scheduleName },
  answer: schedule,
  handler: async ({ params, workplace }) => scheduleJson(await pauseJob(workplace, params.name, "paused")),
});
