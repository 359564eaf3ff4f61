import { checkState } from "../../../operations/check-now.ts";
import { asOfQuery } from "../../contract/actions.ts";
import { booksCheck } from "../../contract/books.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";

/** `GET /books/check` */
export const route = defineRoute({
  method: "get",
  path: "/books/check",
  summary: "What the last check of the books came to, whether one is under way, and where the audit record ends.",
  needs: "read",
  query: asOfQuery,
  answer: booksCheck,
  handler: ({ query, workplace, book }) => checkState(workplace, book, momentAsked(query.asOf)),
});
