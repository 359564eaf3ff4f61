import { settings } from "../../contract/settings.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /settings/config` */
export const route = defineRoute({
  method: "get",
  path: "/settings/config",
  summary: "The settings this engine was started with, and where each comes from. Secrets are never shown.",
  needs: "admin",
  scope: "installation",
  answer: settings,
  handler: async ({ deps }) => {
    const { filePath, lines } = deps.facts.settings ?? { filePath: "", lines: [] };
    const items = lines.map(({ key, env, value, origin, help }) => ({ key, variable: env, value, origin, help }));
    return { file: filePath, items };
  },
});
