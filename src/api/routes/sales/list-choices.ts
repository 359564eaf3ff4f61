import { saleChoices } from "../../../operations/sale-choices.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { salesChoices } from "../../contract/sales.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /sales/choices`: the same at every moment. */
export const route = defineRoute({
  method: "get",
  path: "/sales/choices",
  summary: "What the sales can be filtered by: platforms, products, countries and currencies that occur.",
  needs: "read",
  query: asOfQuery,
  answer: salesChoices,
  handler: ({ workplace, book }) => saleChoices(workplace, book),
});
