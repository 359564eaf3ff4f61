import { listAutonomy } from "../../../operations/change-autonomy.ts";
import { autonomyTable } from "../../contract/autonomy.ts";
import { defineRoute } from "../../define-route.ts";
import { autonomyJson } from "../../render/autonomy-json.ts";

/** `GET /autonomy` */
export const route = defineRoute({
  method: "get",
  path: "/autonomy",
  summary: "What Millrace may do by itself, kind by kind, with its budget for a day.",
  needs: "read",
  answer: autonomyTable,
  handler: async ({ workplace, book }) => ({
    items: (await listAutonomy(workplace, book)).map(autonomyJson),
    currency: book.homeCurrency,
  }),
});
