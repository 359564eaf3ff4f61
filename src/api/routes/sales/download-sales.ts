import { dayIn } from "../../../domain/time/day.ts";
import { exportSales } from "../../../operations/export-sales.ts";
import { salesFilter } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";
import { momentAsked } from "../../moment-asked.ts";
import { salesQueryOf } from "../../sales-query.ts";

/** `GET /sales/download` */
export const route = defineRoute({
  method: "get",
  path: "/sales/download",
  summary: "The sales that match as a CSV file, without buyers.",
  needs: "export",
  query: salesFilter,
  produces: "text/csv",
  handler: async ({ query, workplace, book, now, deps }) => {
    const asked = momentAsked(query.asOf);
    const day = dayIn(book.timeZone)(asked.asOf ?? now);
    const name = `${downloadName({ workplace, deps, book }, `sales-${day}`)}.csv`;
    return download(exportSales(workplace, book, salesQueryOf(query, book, now), asked), { name, type: "text/csv" });
  },
});
