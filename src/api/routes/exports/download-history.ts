import { dayIn } from "../../../domain/time/day.ts";
import { exportActions, exportReports } from "../../../operations/export-history.ts";
import { historyPart } from "../../contract/exports.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

const writers = { actions: exportActions, reports: exportReports };

/** `GET /exports/:part` */
export const route = defineRoute({
  method: "get",
  path: "/exports/:part",
  summary:
    "The history as JSON lines: every action with what was decided and became of it, or the report of every day.",
  needs: "export",
  params: { part: historyPart },
  produces: "application/x-ndjson",
  handler: async ({ params: { part }, workplace, book, now, deps }) => {
    const name = `${downloadName({ workplace, deps, book }, `${part}-${dayIn(book.timeZone)(now)}`)}.jsonl`;
    return download(writers[part](workplace, book), { name, type: "application/x-ndjson" });
  },
});
