import type { Book } from "../store/book.ts";
import { listedProducts } from "../store/listed-product.ts";
import type { Workplace } from "./workplace.ts";

/** Names of listings by the platform's ids and by our own, for cards that name what they are about. */
export async function listingTitles(
  { store }: Pick<Workplace, "store">,
  book: Book,
): Promise<ReadonlyMap<string, string>> {
  const all = await listedProducts(store, book.id);
  return new Map(
    all.flatMap(({ externalId, productId, name }) => [[externalId, name] as const, [productId, name] as const]),
  );
}
