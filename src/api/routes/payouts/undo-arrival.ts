import { z } from "zod";
import { undoArrival } from "../../../operations/undo-arrival.ts";
import { undoArrival as body, recordedArrival } from "../../contract/payouts.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `POST /payouts/:id/arrival/undo` */
export const route = defineRoute({
  method: "post",
  path: "/payouts/:id/arrival/undo",
  summary: "Takes back that a payout arrived; what was booked and its mirror both stay in the books.",
  needs: "approve",
  params: { id: z.string().max(400) },
  body,
  answer: recordedArrival,
  problems: { "not-arrived": 409 },
  handler: async ({ params, body: { reason }, workplace, book }) => {
    const payout = orThrow(await undoArrival(workplace, book, params.id, reason));
    return { payout, changed: true };
  },
});
