import { amountOf } from "../../../insight/shown/amount.ts";
import { payoutGaps } from "../../../operations/payout-gaps.ts";
import { payoutGaps as answer } from "../../contract/payouts.ts";
import { defineRoute } from "../../define-route.ts";
import { breakJson } from "../../render/payout-json.ts";

const shownMax = 200;

/** `GET /payouts/gaps`, before `/payouts/:id`: the order of the files is that of the routes */
export const route = defineRoute({
  method: "get",
  path: "/payouts/gaps",
  summary: "Every difference between payouts, what they are made of and the books, the oldest first.",
  needs: "read",
  answer,
  handler: async ({ workplace, book }) => {
    const { unexplained, breaks, proven, withBreaks, withoutStatement } = await payoutGaps(workplace.store, book);
    return {
      unexplained: [...unexplained].map(([currency, minor]) => amountOf(minor, currency)),
      proved: proven,
      differing: withBreaks,
      withoutStatement,
      breaks: breaks.slice(0, shownMax).map(breakJson),
      breaksTotal: breaks.length,
    };
  },
});
