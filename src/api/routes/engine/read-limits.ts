import { platformLimits } from "../../../operations/limits.ts";
import { limits } from "../../contract/engine.ts";
import { defineRoute } from "../../define-route.ts";

/** `GET /limits` */
export const route = defineRoute({
  method: "get",
  path: "/limits",
  summary: "What is left of the limits of each connected platform, as this engine counts.",
  needs: "read",
  scope: "installation",
  answer: limits,
  handler: async ({ workplace }) => ({ platforms: await platformLimits(workplace) }),
});
