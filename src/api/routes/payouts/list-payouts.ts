import { pagePayouts } from "../../../operations/page-payouts.ts";
import { payoutsPage, payoutsQuery } from "../../contract/payouts.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { payoutJson } from "../../render/payout-json.ts";

/** `GET /payouts` */
export const route = defineRoute({
  method: "get",
  path: "/payouts",
  summary: "What platforms sent on to the bank, newest first, with where each stands.",
  needs: "read",
  query: payoutsQuery,
  answer: payoutsPage,
  handler: async ({ query: { limit, after, asOf }, workplace, book }) => {
    const place = cursorPlace(after, ["number", "string"]);
    const wish = {
      limit,
      ...momentAsked(asOf),
      ...(place ? { after: [Number(place[0]), String(place[1])] as const } : {}),
    };
    const { items, next } = await pagePayouts(workplace, book, wish);
    return { items: items.map(payoutJson), next: next ? cursorText(next) : null };
  },
});
