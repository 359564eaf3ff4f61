import { showBooking } from "../../../operations/import-upload.ts";
import { booking, uploadId } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { bookingJson } from "../../render/import-json.ts";

/** `GET /imports/uploads/:id` */
export const route = defineRoute({
  method: "get",
  path: "/imports/uploads/:id",
  summary: "How far the booking of a file is, and what came of it.",
  needs: "configure",
  params: { id: uploadId },
  answer: booking,
  handler: async ({ params: { id }, workplace }) => bookingJson(orThrow(await showBooking(workplace, id))),
});
