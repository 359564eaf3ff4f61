import { fail } from "../base/problem.ts";
import type { SaleStory } from "../insight/story/sale-story.ts";
import type { Book } from "../store/book.ts";
import type { Asked } from "./as-of.ts";
import type { Workplace } from "./workplace.ts";

/**
 * One sale in words and in parts, with its evidence. `showBuyer` is written to the audit record first. Throws a
 * `ProblemError`: `unknown-object`, `ambiguous-id`.
 */
export async function saleStory(
  _workplace: Workplace,
  _book: Book,
  _id: string,
  _asked: Asked & { readonly showBuyer?: boolean } = {},
): Promise<SaleStory> {
  return fail("not-there-yet", "This is not built yet.");
}
