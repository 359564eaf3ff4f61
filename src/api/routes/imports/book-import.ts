import { bookUpload } from "../../../operations/import-upload.ts";
import { booking, importChoices, uploadId } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { onlyOwnBooks } from "../../own-books.ts";
import { bookingJson } from "../../render/import-json.ts";

/** `POST /imports/uploads/:id/book` */
export const route = defineRoute({
  method: "post",
  path: "/imports/uploads/:id/book",
  summary: "Begins to book a file; it goes on when nobody waits. Sent again, a file is never counted twice.",
  needs: "configure",
  params: { id: uploadId },
  body: importChoices,
  answer: booking,
  status: 202,
  problems: { "upload-booking": 409 },
  handler: async ({ params: { id }, body, workplace, book, deps }) => {
    onlyOwnBooks(workplace, deps);
    return bookingJson(orThrow(await bookUpload(workplace, book, id, body, deps.ends)));
  },
});
