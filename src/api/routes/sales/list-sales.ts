import { cursorOf, cursorText as placeText } from "../../../insight/sales/cursor.ts";
import { searchSales } from "../../../operations/search-sales.ts";
import { salesPage, salesQuery } from "../../contract/sales.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { orThrow } from "../../or-throw.ts";
import { saleLineJson } from "../../render/sale-json.ts";
import { salesQueryOf } from "../../sales-query.ts";

/** `GET /sales` */
export const route = defineRoute({
  method: "get",
  path: "/sales",
  summary: "The sales that match, newest first.",
  needs: "read",
  query: salesQuery,
  answer: salesPage,
  handler: async ({ query: { limit, after, ...filter }, workplace, book, now }) => {
    const page = { ...momentAsked(filter.asOf), limit, ...placeAsked(after) };
    const found = orThrow(await searchSales(workplace, book, salesQueryOf(filter, book, now), page));
    const end = found.next === null ? undefined : cursorOf(found.next);
    return { items: found.items.map(saleLineJson), next: end ? cursorText([end.occurredAt, end.objectKey]) : null };
  },
});

/** All lists of the API take places of one form; the operation has its own. */
function placeAsked(after: string | undefined): { readonly cursor?: string } {
  const [at, key] = cursorPlace(after, ["number", "string"]) ?? [];
  return at === undefined ? {} : { cursor: placeText({ occurredAt: Number(at), objectKey: String(key) }) };
}
