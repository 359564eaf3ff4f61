import { countryCode } from "../../../domain/text/country.ts";
import { dayIn, nextDay, startOfDay } from "../../../domain/time/day.ts";
import { typedDay } from "../../../operations/choose-period.ts";
import type { Book } from "../../../store/book.ts";
import { listSales, type SaleFilter } from "../../../store/sale.ts";
import { salesPage, salesQuery } from "../../contract/sales.ts";
import { cursorPlace, cursorText } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { saleJson } from "../../render/sale-json.ts";

/** `GET /sales` */
export const route = defineRoute({
  method: "get",
  path: "/sales",
  summary: "The sales that match, newest first.",
  needs: "read",
  query: salesQuery,
  answer: salesPage,
  handler: async ({ query, workplace: { store }, book, now }) => {
    const { limit, after } = query;
    const [at, key] = cursorPlace(after, ["number", "string"]) ?? [];
    const place = at === undefined ? undefined : { occurredAt: Number(at), objectKey: String(key) };
    const found = await listSales(store, book.id, filterOf(query, book, now), limit + 1, place);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(saleJson), next: last ? cursorText([last.occurredAt, last.objectKey]) : null };
  },
});

type Asked = { readonly [K in Exclude<keyof typeof salesQuery, "limit" | "after">]: string | undefined };

function filterOf({ from, to, country, ...same }: Asked, book: Book, now: number): SaleFilter {
  const today = dayIn(book.timeZone)(now);
  const { source, status, currency, product, text } = same;
  return {
    ...(source === undefined ? {} : { source }),
    ...(status === undefined ? {} : { status }),
    ...(currency === undefined ? {} : { currency }),
    ...(product === undefined ? {} : { product }),
    ...(text === undefined ? {} : { text }),
    ...(country === undefined ? {} : { country: countryCode(country) }),
    ...(from === undefined ? {} : { from: startOfDay(orThrow(typedDay(from, today)), book.timeZone) }),
    ...(to === undefined ? {} : { to: startOfDay(nextDay(orThrow(typedDay(to, today))), book.timeZone) }),
  };
}
