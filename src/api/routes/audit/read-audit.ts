import { isoTime } from "../../../domain/time/iso-time.ts";
import { auditState } from "../../../operations/audit-check.ts";
import { kinds } from "../../../operations/schedules.ts";
import { auditState as answer } from "../../contract/audit.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /audit` */
export const route = defineRoute({
  method: "get",
  path: "/audit",
  summary: "How long the record of everything is, what of it is signed, and what its newest check found.",
  needs: "read",
  answer,
  handler: async ({ workplace }) => {
    const { links, head, signed, check } = await auditState(workplace);
    const job = (await workplace.jobs.schedules()).find(({ kind }) => kind === kinds.checkAudit);
    return {
      links,
      head,
      signed: signed ? { links: signed.links, at: isoTime(signed.at) } : null,
      check: check
        ? {
            at: isoTime(check.at),
            links: check.entries,
            whole: check.whole,
            anchored: check.anchored,
            findings: check.findings,
          }
        : null,
      checking: job?.running ?? false,
    };
  },
});
