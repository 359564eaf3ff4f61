import { listAccountLines } from "../../../operations/list-accounts.ts";
import { accounts, accountsQuery } from "../../contract/books.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";

/** `GET /books/accounts` */
export const route = defineRoute({
  method: "get",
  path: "/books/accounts",
  summary: "Every account of the books with what stands on it.",
  needs: "read",
  query: accountsQuery,
  answer: accounts,
  handler: ({ query, workplace, book }) => listAccountLines(workplace, book, momentAsked(query.asOf)),
});
