import { actionKinds, isActionKind } from "../../../domain/action/kinds.ts";
import { dayIn } from "../../../domain/time/day.ts";
import { complianceBoard } from "../../../operations/compliance-board.ts";
import { complianceDays } from "../../compliance-days.ts";
import { complianceBoard as answer, complianceQuery } from "../../contract/compliance.ts";
import { defineRoute } from "../../define-route.ts";
import { inPages } from "../../page-hints.ts";
import { ruleJson } from "../../render/judged-json.ts";

/** `GET /compliance` */
export const route = defineRoute({
  method: "get",
  path: "/compliance",
  summary:
    "What was checked before it could leave, what was refused, and every rule; this month unless told otherwise.",
  needs: "read",
  query: complianceQuery,
  answer,
  handler: async ({ query, workplace, book, now }) => {
    const days = complianceDays(query, book, now);
    const { report, rules, trouble } = await complianceBoard(workplace, book, days);
    const day = dayIn(book.timeZone);
    return {
      from: day(report.from),
      to: day(report.to - 1),
      zone: book.timeZone,
      total: report.total,
      byKind: report.byKind.map((one) => ({
        ...one,
        title: isActionKind(one.kind) ? actionKinds[one.kind].title : one.kind,
      })),
      byTarget: report.byTarget,
      rules: rules.map(ruleJson),
      stale: rules.filter(({ stale }) => stale).length,
      unverified: report.unverified.length,
      trouble: trouble
        ? { sentence: inPages(trouble.sentence), fix: trouble.fix === undefined ? null : inPages(trouble.fix) }
        : null,
    };
  },
});
