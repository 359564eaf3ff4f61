import { dayIn } from "../../../domain/time/day.ts";
import { exportBooks, exportFormats } from "../../../operations/export-books.ts";
import { exportQuery } from "../../contract/books.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

/** `GET /books/download` */
export const route = defineRoute({
  method: "get",
  path: "/books/download",
  summary: "The whole books as a file for hledger, Beancount, a spreadsheet, or as JSON lines.",
  needs: "export",
  query: exportQuery,
  produces: "text/plain",
  handler: async ({ query: { format }, workplace, book, now, deps }) => {
    const { ending, type } = exportFormats[format];
    const day = dayIn(book.timeZone)(now);
    const name = `${downloadName({ workplace, deps, book }, `books-${day}`)}.${ending}`;
    return download(exportBooks(workplace, book, format), { name, type });
  },
});
