import { engineLog } from "../../../operations/engine-log.ts";
import { logLines, logQuery } from "../../contract/system.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /system/log` */
export const route = defineRoute({
  method: "get",
  path: "/system/log",
  summary: "The newest lines of the engine's log at a level or above it, newest first; secrets are taken out.",
  needs: "operate",
  scope: "installation",
  query: logQuery,
  answer: logLines,
  handler: async ({ query, deps }) => {
    const lines = await engineLog(deps.workplace, deps.facts, query);
    return { items: (lines ?? []).map((line) => ({ ...line, fields: { ...line.fields } })), kept: lines !== undefined };
  },
});
