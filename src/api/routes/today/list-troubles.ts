import { notRight } from "../../../operations/not-right.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { troubles } from "../../contract/today.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /today/troubles` */
export const route = defineRoute({
  method: "get",
  path: "/today/troubles",
  summary: "What is not right: platforms that cannot be read, payouts that differ, open alerts.",
  needs: "read",
  query: asOfQuery,
  answer: troubles,
  handler: ({ query: { asOf }, workplace, book }) =>
    notRight(workplace, book, asOf === undefined ? undefined : Date.parse(asOf)),
});
