import { z } from "zod";
import { removeSinkPlace } from "../../../operations/sinks.ts";
import { sinkName } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `DELETE /sinks/:name` */
export const route = defineRoute({
  method: "delete",
  path: "/sinks/:name",
  summary: "Takes a place out of use; what it was given is gone.",
  needs: "configure",
  scope: "installation",
  params: { name: sinkName },
  answer: z.strictObject({ removed: z.string() }),
  problems: { "sink-missing": 404, "sink-standing": 409 },
  handler: async ({ params, workplace }) => {
    orThrow(await removeSinkPlace(workplace, params.name));
    return { removed: params.name };
  },
});
