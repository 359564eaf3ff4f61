import { isoTime } from "../../../domain/time/iso-time.ts";
import { listBackups } from "../../../operations/backups.ts";
import { backups } from "../../contract/backup.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /backups` */
export const route = defineRoute({
  method: "get",
  path: "/backups",
  summary: "The back-ups in the data directory, when the newest was made, and how the newest test went.",
  needs: "admin",
  scope: "installation",
  answer: backups,
  handler: async ({ workplace }) => {
    const { lastAt, lastTest, items } = await listBackups(workplace);
    return {
      lastAt: lastAt === undefined ? null : isoTime(lastAt),
      lastTest: lastTest ? { ...lastTest, at: isoTime(lastTest.at) } : null,
      items: items.map((one) => ({ ...one, at: isoTime(one.at) })),
    };
  },
});
