import { isoTime } from "../../../domain/time/iso-time.ts";
import { backUpNow } from "../../../operations/backups.ts";
import { backupMade } from "../../contract/backup.ts";
import { defineRoute } from "../../define-route.ts";

/** `POST /backups` */
export const route = defineRoute({
  method: "post",
  path: "/backups",
  summary: "Writes everything into one encrypted file in the data directory. The key is not in it.",
  needs: "admin",
  stepUp: true,
  scope: "installation",
  status: 201,
  answer: backupMade,
  handler: async ({ workplace, deps }) => {
    const { name, made } = await backUpNow(workplace, deps.facts);
    const { bytes, manifest, notes } = made;
    const keyOrigin = workplace.installation.master.origin;
    return { name, bytes, at: isoTime(manifest.madeAt), keyId: manifest.keyId, keyOrigin, notes };
  },
});
