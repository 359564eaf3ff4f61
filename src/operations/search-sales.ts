import type { Problem } from "../base/problem.ts";
import { fail } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { SalesPage, SalesQuery, SalesSum } from "../insight/sales/sales-answer.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** A page of sales of the filter, newest first; `limit` 1 to 500 (50). Problem: `filter-wrong`. */
export async function searchSales(
  _workplace: Workplace,
  _book: Book,
  _query: SalesQuery,
  _page: Asked & { readonly limit?: number; readonly cursor?: string } = {},
): Promise<Result<SalesPage, Problem>> {
  return fail("not-there-yet", "This is not built yet.");
}

/** What the sales of the filter come to. Problem: `filter-wrong`. */
export async function sumSales(
  _workplace: Workplace,
  _book: Book,
  _query: SalesQuery,
  _asked: Asked = {},
): Promise<Result<SalesSum, Problem>> {
  return fail("not-there-yet", "This is not built yet.");
}
