import { fail } from "../base/problem.ts";
import type { EarnedOverview } from "../insight/earned/earned-overview.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/** Everything Today shows of money, now or as of a moment. `days`: how long the series of the last days is (30). */
export async function earnedOverview(
  _workplace: Workplace,
  _book: Book,
  _asked: Asked & { readonly days?: number } = {},
): Promise<EarnedOverview> {
  return fail("not-there-yet", "This is not built yet.");
}
