import { earnedOverview } from "../../../operations/earned-overview.ts";
import { today, todayQuery } from "../../contract/today.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /today` */
export const route = defineRoute({
  method: "get",
  path: "/today",
  summary:
    "What was earned this month, today and yesterday, day by day, by platform and product, with how complete it is.",
  needs: "read",
  query: todayQuery,
  answer: today,
  handler: ({ query: { asOf, days }, workplace, book }) =>
    earnedOverview(workplace, book, {
      ...(asOf === undefined ? {} : { asOf: Date.parse(asOf) }),
      ...(days === undefined ? {} : { days }),
    }),
});
