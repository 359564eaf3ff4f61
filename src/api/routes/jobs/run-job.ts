import { findJob } from "../../../operations/jobs-schedules.ts";
import { jobStarted, scheduleName } from "../../contract/jobs.ts";
import { defineRoute } from "../../define-route.ts";

/** `POST /jobs/:name/run` */
export const route = defineRoute({
  method: "post",
  path: "/jobs/:name/run",
  summary: "Does a schedule's work now; the engine begins within about a second.",
  needs: "operate",
  scope: "installation",
  params: { name: scheduleName },
  status: 202,
  answer: jobStarted,
  handler: async ({ params, workplace }) => {
    const { name } = await findJob(workplace, params.name);
    return { schedule: name, fresh: (await workplace.jobs.runNow(name)) !== undefined };
  },
});
