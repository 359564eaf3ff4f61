import { listSinks } from "../../../operations/sinks.ts";
import { sinks } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { sinkJson } from "../../render/sink-json.ts";

/** `GET /sinks` */
export const route = defineRoute({
  method: "get",
  path: "/sinks",
  summary: "The places where messages go. What each was given is never shown.",
  needs: "configure",
  scope: "installation",
  answer: sinks,
  handler: async ({ workplace }) => ({
    items: (await listSinks(workplace)).map(({ row, kind }) => sinkJson(row, kind)),
  }),
});
