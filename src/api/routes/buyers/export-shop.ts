import { dayIn } from "../../../domain/time/day.ts";
import { exportShop } from "../../../operations/export-buyers.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

/** `GET /shop/download` */
export const route = defineRoute({
  method: "get",
  path: "/shop/download",
  summary: "Everything of a book with its buyers, as JSON lines. That you took it out is written to the audit record.",
  needs: "admin",
  stepUp: true,
  produces: "application/x-ndjson",
  handler: async ({ workplace, deps, book, now }) =>
    download(exportShop(workplace, book), {
      name: `${downloadName({ workplace, deps, book }, `everything-${dayIn(book.timeZone)(now)}`)}.jsonl`,
      type: "application/x-ndjson",
    }),
});
