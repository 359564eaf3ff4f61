import { dayIn } from "../domain/time/day.ts";
import type { SalesQuery } from "../insight/sales/sales-answer.ts";
import { typedDay } from "../operations/choose-period.ts";
import type { Book } from "../store/book.ts";
import type { salesFilter } from "./contract/sales.ts";
import { orThrow } from "./or-throw.ts";

type Asked = { readonly [K in keyof typeof salesFilter]: string | undefined };

/** The filter of an address as operations take it; "today" is the book's. Throws a `ProblemError` for a day there is not. */
export function salesQueryOf({ from, to, asOf: _asOf, ...same }: Asked, book: Book, now: number): SalesQuery {
  const today = dayIn(book.timeZone)(now);
  const said = {
    ...same,
    from: from === undefined ? undefined : orThrow(typedDay(from, today)),
    to: to === undefined ? undefined : orThrow(typedDay(to, today)),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as SalesQuery;
}
