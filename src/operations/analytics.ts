import { fail } from "../base/problem.ts";
import type { Period } from "../insight/report/report.ts";
import type { Analytics, Span } from "../insight/trends/analytics.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** Trends and rates of a period; a rate that no source supplies is unavailable. */
export async function analytics(
  _workplace: Workplace,
  _book: Book,
  _asked: Asked & { readonly period: Period; readonly by: Span },
): Promise<Analytics> {
  return fail("not-there-yet", "This is not built yet.");
}
