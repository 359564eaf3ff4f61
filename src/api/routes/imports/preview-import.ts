import { previewUpload } from "../../../operations/import-upload.ts";
import { importChoices, importResult, uploadId } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { onlyOwnBooks } from "../../own-books.ts";
import { importJson } from "../../render/import-json.ts";

/** `POST /imports/uploads/:id/preview` */
export const route = defineRoute({
  method: "post",
  path: "/imports/uploads/:id/preview",
  summary: "What would be booked of a file, what is known already and what was not understood; books nothing.",
  needs: "configure",
  params: { id: uploadId },
  body: importChoices,
  answer: importResult,
  problems: { "unknown-layout": 422, "ambiguous-layout": 422, "unknown-profile": 422, "unknown-currency": 422 },
  handler: async ({ params: { id }, body, workplace, book, deps }) => {
    onlyOwnBooks(workplace, deps);
    return importJson(orThrow(await previewUpload(workplace, book, id, body)));
  },
});
