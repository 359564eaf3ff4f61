import { z } from "zod";
import { defineRoute } from "../../define-route.ts";
import { ready } from "../../health.ts";

/** `GET /ready` */
export const route = defineRoute({
  method: "get",
  path: "/ready",
  summary: "Whether the engine takes requests: open, its schema in place, its work begun.",
  needs: "open",
  scope: "installation",
  answer: z.strictObject({ status: z.literal("ready") }),
  handler: ({ deps }) => ready(deps),
});
