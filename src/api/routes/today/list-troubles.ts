import { notRight, type Trouble } from "../../../operations/not-right.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { troubles } from "../../contract/today.ts";
import { defineRoute } from "../../define-route.ts";
import { inPages } from "../../page-hints.ts";

/** `GET /today/troubles` */
export const route = defineRoute({
  method: "get",
  path: "/today/troubles",
  summary: "What is not right: platforms that cannot be read, payouts that differ, open alerts.",
  needs: "read",
  query: asOfQuery,
  answer: troubles,
  handler: async ({ query: { asOf }, workplace, book }) => {
    const { items, total } = await notRight(workplace, book, asOf === undefined ? undefined : Date.parse(asOf));
    return { items: items.map(onPages), total };
  },
});

function onPages(one: Trouble): Trouble {
  if (one.what === "alert") return { ...one, lines: one.lines.map(inPages) };
  return "reason" in one ? { ...one, reason: inPages(one.reason) } : one;
}
