import type { Answer } from "../answer.ts";
import type { Seconds } from "../moment.ts";
import { badRequest, successText } from "./answer.ts";
import { dayParameter, nextPage, type Place, placeOf } from "./paging.ts";
import type { Sale } from "./records.ts";
import { checkoutOf, licenceKeyOf } from "./sale-facts.ts";
import { saleText } from "./sale-json.ts";
import type { State } from "./state.ts";

/** How a list is looked at. */
export type View = {
  readonly now: Seconds;
  /** Earlier than now where a copy answers that lags behind. */
  readonly asOf: Seconds;
};

/** `GET /sales` */
export function listSales(state: State, query: URLSearchParams, view: View): Answer {
  const asked = readQuery(state, query);
  if ("status" in asked) return asked;
  const size = state.shop.salesPageSize ?? 10;
  const found = page(state, asked, view.asOf, size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  const more = found.length > size && last !== undefined ? nextPage(state, "/v2/sales", query, last) : undefined;
  const lead = more === undefined ? "" : `${JSON.stringify(more).slice(1, -1)},`;
  const texts = rows.map((sale) => saleText(state, sale, view.now, view.asOf));
  return successText(`${lead}"sales":[${texts.join(",")}]`);
}

type Asked = {
  readonly after: Seconds | undefined;
  readonly before: Seconds | undefined;
  readonly behind: Place | undefined;
  readonly skip: number;
  readonly fits: ((sale: Sale) => boolean) | undefined;
};

function readQuery(state: State, query: URLSearchParams): Asked | Answer {
  const before = dayParameter(query, "before");
  if (typeof before === "object") return before;
  const after = dayParameter(query, "after");
  if (typeof after === "object") return after;
  const filters: ((sale: Sale) => boolean)[] = [];
  const product = query.get("product_id");
  if (product) {
    const number = state.ids.numberOf("product", product);
    if (number === undefined) return badRequest("Invalid product ID.");
    filters.push((sale) => sale.product === number);
  }
  const order = query.get("order_id");
  if (order) {
    if (!/^\d+$/.test(order) || String(Number(order)) !== order) return badRequest("Invalid order ID.");
    const number = state.ids.numberOfDigits(Number(order));
    filters.push((sale) => sale.number === number);
  }
  const key = query.get("page_key");
  const behind = key ? placeOf(state, key) : undefined;
  if (key && behind === undefined) return badRequest("Invalid page_key.");
  const pageNumber = Number(query.get("page") ?? 1);
  if (!(pageNumber > 0)) return badRequest("Invalid page number. Page numbers start at 1.");
  filters.push(...textFilters(state, query));
  const skip = key ? 0 : (Math.floor(pageNumber) - 1) * (state.shop.salesPageSize ?? 10);
  return {
    after,
    before,
    behind,
    skip,
    fits: filters.length ? (sale) => filters.every((one) => one(sale)) : undefined,
  };
}

function textFilters(state: State, query: URLSearchParams): readonly ((sale: Sale) => boolean)[] {
  const email = query.get("email")?.trim().toLowerCase();
  const name = query.get("name")?.trim().toLowerCase();
  const licence = query.get("license_key")?.trim().toUpperCase();
  return [
    ...(email ? [(sale: Sale) => checkoutOf(state, sale).email.toLowerCase() === email] : []),
    ...(name ? [(sale: Sale) => checkoutOf(state, sale).name.toLowerCase().includes(name)] : []),
    ...(licence ? [(sale: Sale) => licenceKeyOf(state, sale) === licence] : []),
  ];
}

/**
 * At most `count` rows, from the newest. Behind a place come rows that are not newer *and* have a lower number, which
 * is how Gumroad asks: a row with an older date and a higher number is passed over.
 */
function page(state: State, asked: Asked, asOf: Seconds, count: number): readonly Sale[] {
  const { listed } = state;
  const newest = Math.min(
    asked.before === undefined ? Number.POSITIVE_INFINITY : asked.before - 1,
    asked.behind?.at ?? Number.POSITIVE_INFINITY,
  );
  const oldest = asked.after ?? Number.NEGATIVE_INFINITY;
  const rows: Sale[] = [];
  let skip = asked.skip;
  for (let place = firstAbove(listed, newest) - 1; place >= 0 && rows.length < count; place--) {
    const sale = listed[place];
    if (sale === undefined || sale.at < oldest) break;
    if (asked.behind !== undefined && sale.number >= asked.behind.number) continue;
    if (sale.paidAt > asOf || (asked.fits !== undefined && !asked.fits(sale))) continue;
    if (skip-- > 0) continue;
    rows.push(sale);
  }
  return rows;
}

/** The place of the first row that is newer than `at`. */
function firstAbove(listed: readonly Sale[], at: Seconds): number {
  let low = 0;
  let high = listed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((listed[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
