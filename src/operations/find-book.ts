import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Book, listBooks, findBook as readBook } from "../store/book.ts";
import type { Handle } from "../store/handle.ts";

/** The short name of the books that every installation begins with. */
export const mainBook = "main";

/** The books with that short name. Problem `unknown-book` names those that there are. */
export async function findBook(handle: Handle, slug: string): Promise<Result<Book, Problem>> {
  const book = await readBook(handle, slug);
  if (book) return ok(book);
  const slugs = (await listBooks(handle)).map((one) => one.slug);
  const meant = nearest(slug, slugs);
  const hint = meant === undefined ? `There are: ${slugs.join(", ")}.` : `Did you mean "${meant}"?`;
  return err(
    problem("unknown-book", `There are no books called "${slug}".`, {
      fix: `${hint} \`millrace books add\` makes new ones.`,
    }),
  );
}
