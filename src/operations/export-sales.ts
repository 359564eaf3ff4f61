import { ProblemError } from "../base/problem.ts";
import { csvLine, csvText } from "../domain/text/csv-cell.ts";
import type { SaleLine } from "../insight/sales/sale-line.ts";
import type { SalesQuery } from "../insight/sales/sales-answer.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import { searchSales } from "./search-sales.ts";
import type { Workplace } from "./workplace.ts";

const pageSize = 500;

const columns = [
  "time",
  "day",
  "id",
  "platform",
  "kind",
  "state",
  "product",
  "product_id",
  "country",
  "currency",
  "price",
  "fees",
  "refunded",
  "taxes",
  "you_keep",
] as const;

/**
 * The sales of a filter as CSV (RFC 4180), newest first, in pieces of text; memory does not grow with their number.
 * Text cells are made harmless to spreadsheets, and buyers are never in it. Throws a `ProblemError`: `filter-wrong`.
 */
export async function* exportSales(
  desk: Pick<Workplace, "store" | "clock">,
  book: Book,
  query: SalesQuery,
  asked: Asked = {},
): AsyncGenerator<string> {
  let cursor: string | undefined;
  let isFirst = true;
  do {
    const page = await searchSales(desk, book, query, { ...asked, limit: pageSize, ...(cursor ? { cursor } : {}) });
    if (!page.ok) throw new ProblemError(page.error);
    if (isFirst) yield csvLine(columns);
    isFirst = false;
    yield page.value.items.map(line).join("");
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined);
}

function line(sale: SaleLine): string {
  const { occurredAt, day, id, source, nature, status, product, country, currency } = sale;
  const words = [id, source, nature, status, product.name, product.id, country, currency].map(csvText);
  const amounts = [sale.gross, sale.fees, sale.refunded, sale.taxes, sale.net].map((amount) => amount ?? "");
  return csvLine([occurredAt, day, ...words, ...amounts]);
}
