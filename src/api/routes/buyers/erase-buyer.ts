import { eraseBuyer } from "../../../operations/erase-buyer.ts";
import { buyerAsked, buyerErased } from "../../contract/buyers.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { buyerKeptJson } from "../../render/buyer-json.ts";

/** `POST /buyers/erase` */
export const route = defineRoute({
  method: "post",
  path: "/buyers/erase",
  summary: "Erases one buyer for good. Amounts stay, so that the books stay right.",
  needs: "admin",
  stepUp: true,
  body: buyerAsked,
  answer: buyerErased,
  handler: async ({ body, workplace, book }) => {
    const erased = orThrow(await eraseBuyer(workplace, book, body));
    const auditLink = erased.auditLink === undefined ? null : Number(erased.auditLink);
    return { ...buyerKeptJson(erased), auditLink, remains: erased.remains };
  },
});
