import { earnedForecast } from "../../../operations/earned-forecast.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { forecast } from "../../contract/today.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /today/forecast` */
export const route = defineRoute({
  method: "get",
  path: "/today/forecast",
  summary: "What is expected to be earned to the end of the month, or that it is not sure yet.",
  needs: "read",
  query: asOfQuery,
  answer: forecast,
  handler: ({ query: { asOf }, workplace, book }) =>
    earnedForecast(workplace, book, asOf === undefined ? {} : { asOf: Date.parse(asOf) }),
});
