import { type Context, Hono } from "hono";
import { problem } from "../base/problem.ts";
import type { Method, Route } from "./define-route.ts";
import type { Counts } from "./metrics/request-counts.ts";
import { problemAnswer } from "./problem-response.ts";
import { readerOf } from "./read-request.ts";
import { type Door, runRoute } from "./run-route.ts";

/** Below this all routes lie. */
export const apiBase = "/api/v1";

/** Puts routes where their paths say; HEAD goes with GET, OPTIONS tells what there is, and other methods are refused. */
export function mountRoutes(routes: readonly Route[], door: Door, counts: Counts): Hono {
  const app = new Hono();
  for (const route of inOrder(routes)) {
    const reader = readerOf(route);
    const name = `${route.method.toUpperCase()} ${route.path}`;
    app.on(route.method.toUpperCase(), `${apiBase}${route.path}`, async (c: Context) => {
      const answer = await runRoute(c, route, reader, door);
      counts.add(name, answer.status);
      return answer;
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = allowText(methods);
    app.options(`${apiBase}${path}`, () => new Response(null, { status: 204, headers: { allow } }));
    app.all(`${apiBase}${path}`, () =>
      problemAnswer(
        405,
        problem("method-not-allowed", "This cannot be asked in this way.", { fix: `Here are known: ${allow}.` }),
        { headers: { allow } },
      ),
    );
  }
  return app;
}

/** What is named in full goes before what takes any name: `/jobs/history` before `/jobs/:name`. */
function inOrder(routes: readonly Route[]): readonly Route[] {
  const rank = ({ path }: Route): string => path.replace(/:\w+/g, "\u{10FFFF}");
  return routes.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly Method[]> {
  const found = new Map<string, Method[]>();
  for (const { path, method } of inOrder(routes)) found.set(path, [...(found.get(path) ?? []), method]);
  return found;
}

function allowText(methods: readonly Method[]): string {
  const all = methods.flatMap((method) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
  return [...all, "OPTIONS"].join(", ");
}
