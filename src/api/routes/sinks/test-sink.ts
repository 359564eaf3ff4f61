import { testSink } from "../../../operations/sinks.ts";
import { sinkName, sinkSent } from "../../contract/sinks.ts";
import { defineRoute } from "../../define-route.ts";
import { orThrow } from "../../or-throw.ts";

/** `POST /sinks/:name/test` */
export const route = defineRoute({
  method: "post",
  path: "/sinks/:name/test",
  summary: "Sends a test message to a place.",
  needs: "configure",
  scope: "installation",
  params: { name: sinkName },
  answer: sinkSent,
  problems: { "sink-missing": 404 },
  handler: async ({ params, workplace }) => ({
    sent: true as const,
    note: orThrow(await testSink(workplace, params.name)).note ?? null,
  }),
});
