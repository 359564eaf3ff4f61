import type { Problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import { listImports } from "../store/file-import.ts";
import { type BookSettings, changeSettings } from "./change-book.ts";
import { currencyProblem, timeZoneProblem } from "./check-book-settings.ts";
import type { Workplace } from "./workplace.ts";

export type BookShown = Pick<Book, "slug" | "name" | "homeCurrency" | "timeZone"> & {
  /** Currency and zone stay: days and defaults of what is there rest on them. */
  readonly inUse: boolean;
};

/** One book's own settings. */
export async function showBookSettings({ store }: Pick<Workplace, "store">, book: Book): Promise<BookShown> {
  const { slug, name, homeCurrency, timeZone } = book;
  return { slug, name, homeCurrency, timeZone, inUse: (await listImports(store, book.id)).length > 0 };
}

/** Checks and changes them; what is left out stays. Problems: `unknown-currency`, `unknown-time-zone`, `books-in-use`. */
export async function changeBookSettings(
  workplace: Workplace,
  book: Book,
  change: BookSettings,
): Promise<Result<BookShown, Problem>> {
  const wrong =
    (change.homeCurrency === undefined ? undefined : currencyProblem(change.homeCurrency)) ??
    (change.timeZone === undefined ? undefined : timeZoneProblem(change.timeZone));
  if (wrong) return err({ ...wrong, kept: "Nothing was changed." });
  const changed = await changeSettings(workplace, book, change);
  return changed.ok ? ok(await showBookSettings(workplace, changed.value)) : changed;
}
