import type { Book } from "../store/book.ts";
import { readSaleChoices, type SaleChoices } from "../store/sale-choices.ts";
import type { Workplace } from "./workplace.ts";

/** Products that a filter offers; others are found by their name. */
const productsMax = 300;

/** What the sales list can be filtered by: only what occurs in these books. */
export async function saleChoices({ store }: Pick<Workplace, "store">, book: Book): Promise<SaleChoices> {
  return readSaleChoices(store, book.id, productsMax);
}
