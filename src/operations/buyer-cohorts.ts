import { fail } from "../base/problem.ts";
import type { Cohorts } from "../insight/trends/cohorts.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** Buyers by the month of their first purchase, the last `months` (12) of them. */
export async function buyerCohorts(
  _workplace: Workplace,
  _book: Book,
  _asked: Asked & { readonly months?: number } = {},
): Promise<Cohorts> {
  return fail("not-there-yet", "This is not built yet.");
}
