import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { addBook, type Book, findBook } from "../store/book.ts";
import { currencyProblem, slugProblem, timeZoneProblem } from "./check-book-settings.ts";
import type { Workplace } from "./workplace.ts";

/** Makes books for a further business. Problems: `book-name`, `unknown-currency`, `unknown-time-zone`, `book-exists`. */
export async function addBusiness(workplace: Workplace, settings: Omit<Book, "id">): Promise<Result<Book, Problem>> {
  const { slug, homeCurrency, timeZone } = settings;
  const name = settings.name.trim() || slug;
  const wrong = slugProblem(slug) ?? currencyProblem(homeCurrency) ?? timeZoneProblem(timeZone);
  if (wrong) return err(wrong);
  const { store, clock, actor } = workplace;
  const book = await store.transaction(async (tx) => {
    if (await findBook(tx, slug)) return undefined;
    const made = await addBook(tx, { ...settings, name }, clock.now());
    const payload = auditPayload({ book: made.id, slug, homeCurrency, timeZone });
    await appendAudit(tx, [{ ts: clock.now(), actor, action: "book.add", payload }]);
    return made;
  });
  if (book) return ok(book);
  return err(
    problem("book-exists", `There are books called "${slug}" already.`, {
      kept: "They are unchanged.",
      fix: "Choose another short name.",
    }),
  );
}
