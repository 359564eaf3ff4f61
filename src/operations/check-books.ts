import { checkDerived, type DerivedCheck } from "../intake/check-derived.ts";
import { type BooksCheck, type CheckOptions, checkBooks } from "../ledger/check.ts";
import type { Book } from "../store/book.ts";
import type { Workplace } from "./workplace.ts";

/** A check of the ledger and of everything derived from it; `sound` speaks of both. */
export type WholeCheck = BooksCheck & { readonly derived: DerivedCheck };

export type WholeCheckOptions = CheckOptions & {
  /** Told after each page of objects. */
  readonly onObjects?: (done: number, total: number) => void;
};

/** Checks the books from their first txn, then that facts, books and daily figures say the same. Changes nothing. */
export async function checkWholeBooks(
  { store }: Workplace,
  book: Book,
  options: WholeCheckOptions = {},
): Promise<WholeCheck> {
  const check = await checkBooks(store, book.id, options);
  const derived = await checkDerived(store, book.id, options.onObjects);
  return { ...check, sound: check.sound && derived.findings.length === 0, derived };
}
