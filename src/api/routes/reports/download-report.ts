import { fail } from "../../../base/problem.ts";
import { reportCsv } from "../../../operations/report-csv.ts";
import { showDailyReport } from "../../../operations/show-daily-report.ts";
import { day } from "../../contract/common.ts";
import { reportFormat } from "../../contract/reports.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

/** `GET /reports/:day/download` */
export const route = defineRoute({
  method: "get",
  path: "/reports/:day/download",
  summary: "The report of one day as a JSON or CSV file.",
  needs: "export",
  params: { day },
  query: { format: reportFormat },
  produces: "text/csv",
  handler: async ({ params, query: { format }, workplace, book, deps }) => {
    const report = await showDailyReport(workplace, book, params.day);
    if (!report)
      return fail("unknown-report", `No report was kept for ${params.day}.`, {
        fix: "The list shows the days there are reports of.",
      });
    const name = `${downloadName({ workplace, deps, book }, `report-${report.period.from}`)}.${format}`;
    const text = format === "csv" ? reportCsv(report) : `${JSON.stringify(report, null, 2)}\n`;
    return download(whole(text), { name, type: format === "csv" ? "text/csv" : "application/json" });
  },
});

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
