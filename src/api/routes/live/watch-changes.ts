import { problem } from "../../../base/problem.ts";
import { mainBook } from "../../../operations/find-book.ts";
import type { Principal } from "../../../people/principal.ts";
import { demoBook } from "../../choose-book.ts";
import { defineRoute } from "../../define-route.ts";
import type { ApiDeps } from "../../deps.ts";
import { problemAnswer } from "../../problem-response.ts";
import { readersHere } from "../../readers-here.ts";

/** `GET /live` */
export const route = defineRoute({
  method: "get",
  path: "/live",
  summary: "Tells what changed, as it happens (server-sent events `hello` and `change`): fetch anew what you show.",
  needs: "read",
  produces: "text/event-stream",
  handler: async ({ hub, request, deps, principal }) => {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    if (request.method === "HEAD") return new Response(null, { headers });
    const stream = hub.join(() => mayStillRead(deps, request, principal));
    if (stream) return new Response(stream, { headers });
    return problemAnswer(503, problem("too-many-live", "As many pages as can be told of changes are open."), {
      headers: { "retry-after": "30" },
    });
  },
});

/**
 * Whether the one who asked is let in by the same request still, and may read. A session whose token was changed
 * meanwhile ends here, too: the page comes back by itself with the new one.
 */
async function mayStillRead(deps: ApiDeps, request: Request, before: Principal): Promise<boolean> {
  const now = await (deps.people ?? readersHere).whoIs(request);
  const slug = new URL(request.url).searchParams.get("book") ?? mainBook;
  return now?.id === before.id && now.may("read", slug === demoBook ? mainBook : slug);
}
