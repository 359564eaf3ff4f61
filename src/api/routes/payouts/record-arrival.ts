import { z } from "zod";
import { findPayout } from "../../../operations/find-payout.ts";
import { knownPayouts } from "../../../operations/known-payouts.ts";
import { recordArrival } from "../../../operations/record-arrival.ts";
import { recordArrival as body, recordedArrival } from "../../contract/payouts.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `POST /payouts/:id/arrival` */
export const route = defineRoute({
  method: "post",
  path: "/payouts/:id/arrival",
  summary: "Books that a payout reached the bank. The same again changes nothing; something else is refused.",
  needs: "approve",
  params: { id: z.string().max(400) },
  body,
  answer: recordedArrival,
  problems: { "unknown-currency": 400, "bank-name": 400, "arrival-known": 409 },
  handler: async ({ params, body: typed, workplace, book }) => {
    const { objectKey } = orThrow(findPayout(await knownPayouts(workplace.store, book), params.id));
    const { payout, changed } = orThrow(await recordArrival(workplace, book, objectKey, typed));
    return { payout, changed };
  },
});
