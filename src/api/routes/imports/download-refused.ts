import { fail } from "../../../base/problem.ts";
import { csvLine, csvText } from "../../../domain/text/csv-cell.ts";
import { refusedRows } from "../../../operations/refused-rows.ts";
import { listImports } from "../../../store/file-import.ts";
import { importNumber } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { download, downloadName } from "../../download.ts";

const rowsMax = 10_000;

/** `GET /imports/:number/refused/download` */
export const route = defineRoute({
  method: "get",
  path: "/imports/:number/refused/download",
  summary:
    "The rows of a file that were not understood as a CSV file, at most 10,000: line, why, and for who may see buyers the row itself.",
  needs: "export",
  params: { number: importNumber },
  produces: "text/csv",
  handler: async ({ params: { number }, workplace, book, principal, deps }) => {
    const found = (await listImports(workplace.store, book.id)).find(({ id }) => id === BigInt(number));
    if (!found) return fail("unknown-import", `There is no import number ${number} in these books.`);
    // Rows may name buyers; that they were looked at is recorded.
    const rows = await refusedRows(workplace, found, rowsMax, principal.may("read.buyers", book.slug));
    const name = `${downloadName({ workplace, deps, book }, `refused-${number}`)}.csv`;
    return download(linesOf(rows), { name, type: "text/csv" });
  },
});

/** The row is one cell, written as it stood in its file: rows of one file need not have as many cells. */
async function* linesOf(rows: Awaited<ReturnType<typeof refusedRows>>): AsyncGenerator<string> {
  yield csvLine(["line", "reason", "row"]);
  for (const { line, reason, cells } of rows) {
    const row = cells === undefined ? "" : csvText(csvLine(cells.map(csvText)).trimEnd());
    yield csvLine([String(line), csvText(reason), row]);
  }
}
