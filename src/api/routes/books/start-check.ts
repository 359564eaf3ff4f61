import { checkState, startCheck } from "../../../operations/check-now.ts";
import { booksCheck } from "../../contract/books.ts";
import { defineRoute } from "../../define-route.ts";

/** `POST /books/check`: it goes on when the one who asked has left. */
export const route = defineRoute({
  method: "post",
  path: "/books/check",
  summary:
    "Begins to compute the books anew from their first entry and to walk the audit record; one under way goes on.",
  needs: "operate",
  status: 202,
  answer: booksCheck,
  handler: async ({ workplace, book }) => {
    startCheck(workplace, book);
    return checkState(workplace, book);
  },
});
