import type { Problem } from "../base/problem.ts";
import { ok, type Result } from "../base/result.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Book } from "../store/book.ts";
import type { ApiDeps } from "./deps.ts";

/** `?book=demo` is the demo shop's own, while it is shown. */
export const demoBook = "demo";

/** The book that an address names, and where it lies. Problem: `unknown-book`. */
export async function chooseBook(
  { workplace, demo }: ApiDeps,
  slug: string,
): Promise<Result<{ readonly workplace: Workplace; readonly book: Book }, Problem>> {
  const shown = slug === demoBook ? demo?.now() : undefined;
  const where = shown?.workplace ?? workplace;
  const book = await findBook(where.store, shown ? mainBook : slug);
  return book.ok ? ok({ workplace: where, book: book.value }) : book;
}
