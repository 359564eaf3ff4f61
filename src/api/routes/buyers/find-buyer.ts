import { buyerKept as look } from "../../../operations/erase-buyer.ts";
import { buyerAsked, buyerKept } from "../../contract/buyers.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { buyerKeptJson } from "../../render/buyer-json.ts";

/** `POST /buyers/find`: no GET, because an address must not stand in a log. */
export const route = defineRoute({
  method: "post",
  path: "/buyers/find",
  summary: "How much is kept of one buyer; changes nothing.",
  needs: "read.buyers",
  body: buyerAsked,
  answer: buyerKept,
  handler: async ({ body, workplace, book }) => buyerKeptJson(orThrow(await look(workplace, book, body))),
});
