import { findJob } from "../../../operations/jobs-schedules.ts";
import { kinds } from "../../../operations/schedules.ts";
import { auditCheckStarted } from "../../contract/audit.ts";
import { defineRoute } from "../../define-route.ts";
import { ofAllBooks } from "../../of-all-books.ts";

/** `POST /audit/check` */
export const route = defineRoute({
  method: "post",
  path: "/audit/check",
  summary: "Checks the whole record from its first link; the engine begins within about a second.",
  needs: "operate",
  status: 202,
  answer: auditCheckStarted,
  problems: { "not-allowed": 403 },
  handler: async ({ workplace, principal }) => {
    ofAllBooks(principal, "operate");
    const { name } = await findJob(workplace, kinds.checkAudit);
    return { fresh: (await workplace.jobs.runNow(name)) !== undefined };
  },
});
