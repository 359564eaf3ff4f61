import { z } from "zod";
import { payoutLines } from "../../../operations/payout-lines.ts";
import { payoutLinesPage, payoutsQuery } from "../../contract/payouts.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { payoutLineJson } from "../../render/payout-json.ts";

/** `GET /payouts/:id/lines` */
export const route = defineRoute({
  method: "get",
  path: "/payouts/:id/lines",
  summary: "The lines that a payout is made of, in the platform's order, each held against the books.",
  needs: "read",
  params: { id: z.string().max(400) },
  query: payoutsQuery,
  answer: payoutLinesPage,
  handler: async ({ params, query: { limit, after, asOf }, workplace, book }) => {
    const place = cursorPlace(after, ["number"]);
    const page = { limit, ...momentAsked(asOf), ...(place ? { after: Number(place[0]) } : {}) };
    const { rows, next } = await payoutLines(workplace, book, params.id, page);
    return { items: rows.map(payoutLineJson), next: next === undefined ? null : cursorText([next]) };
  },
});
