import { dayMs } from "../../../domain/time/civil.ts";
import { pastMoments } from "../../../operations/past-moments.ts";
import { pastMoments as answer, pastQuery } from "../../contract/past.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /past` */
export const route = defineRoute({
  method: "get",
  path: "/past",
  summary: "Moments worth going back to: when payouts became known, files were booked and acts were refused.",
  needs: "read",
  query: pastQuery,
  answer,
  handler: async ({ query: { days }, workplace, book, now }) => ({
    items: await pastMoments(workplace, book, now - days * dayMs),
  }),
});
