import { isoTime } from "../../../domain/time/iso-time.ts";
import { testBackup } from "../../../operations/backups.ts";
import { backupName, backupTest } from "../../contract/backup.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `POST /backups/:name/test` */
export const route = defineRoute({
  method: "post",
  path: "/backups/:name/test",
  summary: "Opens a back-up and checks it through as a restore does, changing nothing.",
  needs: "admin",
  scope: "installation",
  params: { name: backupName },
  answer: backupTest,
  handler: async ({ params, workplace, deps }) => {
    const test = orThrow(await testBackup(workplace, deps.random, params.name));
    return { ...test, at: isoTime(test.at) };
  },
});
