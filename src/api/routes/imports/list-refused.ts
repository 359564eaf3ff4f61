import { fail } from "../../../base/problem.ts";
import { refusedRows } from "../../../operations/refused-rows.ts";
import { listImports } from "../../../store/file-import.ts";
import { importNumber, refusedList } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";

const shownMax = 1_000;

/** `GET /imports/:number/refused` */
export const route = defineRoute({
  method: "get",
  path: "/imports/:number/refused",
  summary: "The rows of a file that were not understood, each with its line and why; at most 1,000.",
  needs: "read",
  params: { number: importNumber },
  answer: refusedList,
  handler: async ({ params: { number }, workplace, book }) => {
    const found = (await listImports(workplace.store, book.id)).find(({ id }) => id === BigInt(number));
    if (!found) return fail("unknown-import", `There is no import number ${number} in these books.`);
    return { items: await refusedRows(workplace, found, shownMax, false) };
  },
});
