import { problem } from "../../../base/problem.ts";
import { defineRoute } from "../../define-route.ts";
import { problemAnswer } from "../../problem-response.ts";

/** `GET /live` */
export const route = defineRoute({
  method: "get",
  path: "/live",
  summary: "Tells what changed, as it happens (server-sent events `hello` and `change`): fetch anew what you show.",
  needs: "read",
  produces: "text/event-stream",
  handler: async ({ hub, request }) => {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    if (request.method === "HEAD") return new Response(null, { headers });
    const stream = hub.join();
    if (stream) return new Response(stream, { headers });
    return problemAnswer(503, problem("too-many-live", "As many pages as can be told of changes are open."), {
      headers: { "retry-after": "30" },
    });
  },
});
