import { Hono } from "hono";
import { html } from "hono/html";
import { gatherStatus } from "../operations/status.ts";
import type { ApiDeps } from "./deps.ts";
import { guardHost, guardMethod, secureHeaders } from "./guards.ts";
import { health } from "./health.ts";
import { problemResponse } from "./problem-response.ts";
import { report } from "./report.ts";
import { statusPage, styleHash } from "./status-page/status-page.ts";

/** Everything that can be asked for over HTTP. Reads only, answers this machine only, and never tells a stack. */
export function createApp(deps: ApiDeps): Hono {
  const app = new Hono();
  app.use(secureHeaders(styleHash));
  app.use(guardHost(deps.hosts));
  app.use(guardMethod());
  app.get("/", async (c) => c.html(statusPage(await gatherStatus(deps.workplace, deps.facts))));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/api/v1/health", (c) => health(c, deps));
  app.get("/api/v1/status", async (c) => c.json(await gatherStatus(deps.workplace, deps.facts)));
  app.get("/api/v1/report", (c) => report(c, deps));
  app.notFound((c) =>
    problemResponse(c, 404, { code: "not-found", sentence: `There is nothing at ${c.req.path.slice(0, 200)}.` }),
  );
  app.onError((cause, c) => {
    deps.workplace.log.error({ room: "api", path: c.req.path, err: cause }, "A request could not be answered.");
    if (c.req.path === "/")
      return c.html(
        html`<!doctype html><title>Millrace</title><p>Millrace met an error of its own; the log tells more.</p>`,
        500,
      );
    return problemResponse(c, 500, {
      code: "own-error",
      sentence: "Millrace met an error of its own; the log tells more.",
    });
  });
  return app;
}
