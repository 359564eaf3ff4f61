import { takeBackupOut } from "../../../operations/backups.ts";
import { backupName } from "../../contract/backup.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `GET /backups/:name` */
export const route = defineRoute({
  method: "get",
  path: "/backups/:name",
  summary: "A back-up as a file to keep elsewhere. It opens with the installation's key only.",
  needs: "admin",
  stepUp: true,
  scope: "installation",
  params: { name: backupName },
  produces: "application/octet-stream",
  handler: async ({ params, workplace }) =>
    new Response(orThrow(await takeBackupOut(workplace, params.name)), {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${params.name}"`,
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    }),
});
