import { z } from "zod";
import { payoutDetail } from "../../../operations/payout-detail.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { payoutDetail as answer } from "../../contract/payouts.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { payoutDetailJson } from "../../render/payout-json.ts";

/** `GET /payouts/:id` */
export const route = defineRoute({
  method: "get",
  path: "/payouts/:id",
  summary: "One payout with its proof: what the books, the platform and the bank say, and every difference.",
  needs: "read",
  params: {
    id: z.string().max(400).meta({ description: "The platform's id, or the key such as stripe/payout/po_1." }),
  },
  query: asOfQuery,
  answer,
  handler: async ({ params, query, workplace, book }) =>
    payoutDetailJson(await payoutDetail(workplace, book, params.id, momentAsked(query.asOf))),
});
