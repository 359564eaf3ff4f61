import { status } from "../../contract/engine.ts";
import { defineRoute } from "../../define-route.ts";
import { inPages } from "../../page-hints.ts";
import { shownStatus } from "../../shown-status.ts";

/** `GET /status` */
export const route = defineRoute({
  method: "get",
  path: "/status",
  summary: "The engine at a glance: what was earned, how complete that is, what should be looked at.",
  needs: "read",
  scope: "installation",
  answer: status,
  handler: async ({ deps }) => {
    const shown = await shownStatus(deps);
    const matters = shown.matters.map(({ fix, sentence, ...matter }) => ({
      ...matter,
      sentence: inPages(sentence),
      ...(fix === undefined ? {} : { fix: inPages(fix) }),
    }));
    return { ...shown, matters };
  },
});
