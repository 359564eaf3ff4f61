import { dayIn } from "../domain/time/day.ts";
import { rebuildDerived } from "../intake/rebuild.ts";
import { type MendedBalance, rebuildBalances } from "../ledger/rebuild-balances.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** What was made anew, and what of it had been wrong: nothing on healthy books. */
export type RebuiltBooks = {
  readonly objects: number;
  /** Derived tables that differed. */
  readonly changed: readonly string[];
  readonly balances: readonly MendedBalance[];
};

/** Makes everything derived of a book anew, in one commit: balances from transfers; sales, products and daily figures from facts. */
export async function rebuildBooks(
  workplace: Workplace,
  book: Book,
  onProgress: (objects: number) => void,
): Promise<RebuiltBooks> {
  const { store, clock, actor } = workplace;
  return store.transaction(async (tx) => {
    const balances = await rebuildBalances(tx, { bookId: book.id, actor, recordedAt: clock.now() });
    const derived = await rebuildDerived(tx, book.id, dayIn(book.timeZone), onProgress);
    return { ...derived, balances };
  });
}
