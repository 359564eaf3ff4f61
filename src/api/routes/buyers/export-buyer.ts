import { exportBuyer } from "../../../operations/export-buyers.ts";
import { buyerAsked } from "../../contract/buyers.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

/** `POST /buyers/export`: no GET, because an address must not stand in a log. */
export const route = defineRoute({
  method: "post",
  path: "/buyers/export",
  summary: "All that is kept of one buyer, as JSON lines. That you took it out is written to the audit record.",
  needs: "admin",
  stepUp: true,
  once: true,
  body: buyerAsked,
  produces: "application/x-ndjson",
  handler: async ({ body, workplace, deps, book }) =>
    download(exportBuyer(workplace, book, body), {
      name: `${downloadName({ workplace, deps, book }, "one-buyer")}.jsonl`,
      type: "application/x-ndjson",
    }),
});
