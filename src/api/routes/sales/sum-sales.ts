import { sumSales } from "../../../operations/search-sales.ts";
import { salesFilter, salesSum } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { orThrow } from "../../or-throw.ts";
import { salesQueryOf } from "../../sales-query.ts";

/** `GET /sales/sum` */
export const route = defineRoute({
  method: "get",
  path: "/sales/sum",
  summary: "What the sales that match come to, by currency, and how complete that is.",
  needs: "read",
  query: salesFilter,
  answer: salesSum,
  handler: async ({ query, workplace, book, now }) =>
    orThrow(await sumSales(workplace, book, salesQueryOf(query, book, now), momentAsked(query.asOf))),
});
