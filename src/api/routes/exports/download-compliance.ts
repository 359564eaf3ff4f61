import { dayIn } from "../../../domain/time/day.ts";
import { reportCompliance } from "../../../operations/compliance.ts";
import { complianceDays } from "../../compliance-days.ts";
import { complianceQuery } from "../../contract/compliance.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";
import { orThrow } from "../../or-throw.ts";

/** `GET /compliance/download` */
export const route = defineRoute({
  method: "get",
  path: "/compliance/download",
  summary: "What was checked, asked and denied in some days, and which rules are old, as a JSON file.",
  needs: "export",
  query: complianceQuery,
  produces: "application/json",
  handler: async ({ query, workplace, book, now, deps }) => {
    const report = orThrow(await reportCompliance(workplace, book, complianceDays(query, book, now)));
    const name = `${downloadName({ workplace, deps, book }, `compliance-${dayIn(book.timeZone)(now)}`)}.json`;
    return download(whole(`${JSON.stringify(report, null, 2)}\n`), { name, type: "application/json" });
  },
});

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
