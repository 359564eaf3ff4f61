import { Hono } from "hono";
import { problem } from "../base/problem.ts";
import type { Method, Route } from "./define-route.ts";
import type { ApiDeps } from "./deps.ts";
import { problemAnswer } from "./problem-response.ts";
import { readerOf } from "./read-request.ts";
import { runRoute } from "./run-route.ts";

/** Below this all routes lie. */
export const apiBase = "/api/v1";

/** Puts routes where their paths say; HEAD goes with GET, OPTIONS tells what there is, and other methods are refused. */
export function mountRoutes(routes: readonly Route[], deps: ApiDeps): Hono {
  const app = new Hono();
  for (const route of routes) {
    const reader = readerOf(route);
    app.on(route.method.toUpperCase(), `${apiBase}${route.path}`, (c) => runRoute(c, route, reader, deps));
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

function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, readonly Method[]> {
  const found = new Map<string, Method[]>();
  for (const { path, method } of routes) found.set(path, [...(found.get(path) ?? []), method]);
  return found;
}

function allowText(methods: readonly Method[]): string {
  const all = methods.flatMap((method) => (method === "get" ? ["GET", "HEAD"] : [method.toUpperCase()]));
  return [...all, "OPTIONS"].join(", ");
}
