import { pauseJob } from "../../../operations/jobs-pause.ts";
import { schedule, scheduleName } from "../../contract/jobs.ts";
import { defineRoute } from "../../define-route.ts";
import { scheduleJson } from "../../render/job-json.ts";

/** `POST /jobs/:name/resume` */
export const route = defineRoute({
  method: "post",
  path: "/jobs/:name/resume",
  summary: "Lets a paused schedule go on with its next time.",
  needs: "operate",
  scope: "installation",
  params: { name: scheduleName },
  answer: schedule,
  handler: async ({ params, workplace }) => scheduleJson(await pauseJob(workplace, params.name, "on")),
});
