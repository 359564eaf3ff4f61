import { listImports } from "../../../store/file-import.ts";
import { importList } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { fileImportJson } from "../../render/import-json.ts";

/** `GET /imports` */
export const route = defineRoute({
  method: "get",
  path: "/imports",
  summary: "The files that were imported, newest first.",
  needs: "read",
  answer: importList,
  handler: async ({ workplace, book }) => ({
    items: (await listImports(workplace.store, book.id)).toReversed().map(fileImportJson),
  }),
});
