import { listDailyReports } from "../../../operations/show-daily-report.ts";
import { reportsPage, reportsQuery } from "../../contract/reports.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /reports` */
export const route = defineRoute({
  method: "get",
  path: "/reports",
  summary: "The reports that were kept, one for each day, newest first, in three lines each.",
  needs: "read",
  query: reportsQuery,
  answer: reportsPage,
  handler: async ({ query: { limit, after, asOf }, workplace, book }) => {
    const [before] = cursorPlace(after, ["string"]) ?? [];
    const page = { limit: limit + 1, ...(before === undefined ? {} : { before: String(before) }) };
    const found = await listDailyReports(workplace, book, page);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    // A report that was made later was not there yet.
    const items = asOf === undefined ? shown : shown.filter(({ madeAt }) => Date.parse(madeAt) <= Date.parse(asOf));
    return { items, next: last ? cursorText([last.day]) : null };
  },
});
