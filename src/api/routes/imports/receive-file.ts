import { columnsOf, receiveUpload, uploadBytesMax } from "../../../operations/uploads.ts";
import { receiveQuery, upload } from "../../contract/imports.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";
import { onlyOwnBooks } from "../../own-books.ts";

/** `POST /imports/uploads` */
export const route = defineRoute({
  method: "post",
  path: "/imports/uploads",
  summary: "Takes in a file of sales, fees or payouts as it is; nothing is booked before it was looked at.",
  needs: "configure",
  query: receiveQuery,
  upload: {
    types: [
      "text/csv",
      "text/plain",
      "text/tab-separated-values",
      "application/gzip",
      "application/octet-stream",
      "application/vnd.ms-excel",
    ],
    bytesMax: uploadBytesMax,
  },
  answer: upload,
  status: 201,
  problems: { "upload-too-large": 413 },
  handler: async ({ query: { name, modifiedAt }, workplace, deps, request }) => {
    onlyOwnBooks(workplace, deps);
    const at = modifiedAt === undefined ? undefined : Date.parse(modifiedAt);
    const body: AsyncIterable<Uint8Array> = request.body ?? new Blob([]).stream();
    const kept = orThrow(await receiveUpload(workplace, { name, modifiedAt: at }, body));
    return {
      id: kept.id,
      name: kept.name,
      bytes: kept.bytes,
      columns: await columnsOf(kept),
      layouts: workplace.profiles.map(({ id, title }) => ({ id, title })),
    };
  },
});
