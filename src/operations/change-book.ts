import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import { type Book, changeBook, lockBook } from "../store/book.ts";
import { listImports } from "../store/file-import.ts";
import type { Workplace } from "./workplace.ts";

/** Settings a person names; what is left out stays as it is. */
export type BookSettings = { readonly [K in "name" | "homeCurrency" | "timeZone"]?: string | undefined };

/**
 * Changes the settings of books. Currency and zone only while nothing has been imported: days and defaults of what is
 * there rest on them. Settings must have been checked. Problem: `books-in-use`.
 */
export async function changeSettings(
  workplace: Workplace,
  book: Book,
  settings: BookSettings,
): Promise<Result<Book, Problem>> {
  const { store, clock, actor } = workplace;
  const name = settings.name?.trim() || book.name;
  const wanted: Book = {
    ...book,
    name,
    homeCurrency: settings.homeCurrency ?? book.homeCurrency,
    timeZone: settings.timeZone ?? book.timeZone,
  };
  const keepsDays = wanted.homeCurrency === book.homeCurrency && wanted.timeZone === book.timeZone;
  if (keepsDays && wanted.name === book.name) return ok(book);
  return store.transaction(async (tx) => {
    await lockBook(tx, book.id);
    if (!keepsDays && (await listImports(tx, book.id)).length > 0) return err(inUse(book));
    await changeBook(tx, wanted);
    const { homeCurrency, timeZone } = wanted;
    const payload = auditPayload({ book: book.id, homeCurrency, timeZone });
    await appendAudit(tx, [{ ts: clock.now(), actor, action: "book.change", payload }]);
    return ok(wanted);
  });
}

function inUse(book: Book): Problem {
  return problem(
    "books-in-use",
    `The books of ${book.name} hold imports already, so their home currency ${book.homeCurrency} and zone ${book.timeZone} stay.`,
    {
      kept: "Nothing was changed.",
      fix: "`millrace books add` makes further books with other settings.",
    },
  );
}
