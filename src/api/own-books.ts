import { fail } from "../base/problem.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { ApiDeps } from "./deps.ts";

/** What is the owner's own must never come into the demo shop, which is thrown away. Problem: `demo-books`. */
export function onlyOwnBooks(workplace: Workplace, deps: ApiDeps): void {
  if (workplace.store === deps.workplace.store) return;
  fail("demo-books", "Files are booked in your own books, not in the demo shop.", {
    kept: "Nothing was booked.",
    fix: "Leave ?book=demo out.",
  });
}
