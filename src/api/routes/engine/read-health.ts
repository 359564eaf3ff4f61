import { z } from "zod";
import { defineRoute } from "../../define-route.ts";
import { health } from "../../health.ts";

/** `GET /health` */
export const route = defineRoute({
  method: "get",
  path: "/health",
  summary: "Whether the engine can read its books.",
  needs: "open",
  scope: "installation",
  answer: z.strictObject({ status: z.literal("ok"), version: z.string(), books: z.number() }),
  handler: ({ deps }) => health(deps),
});
