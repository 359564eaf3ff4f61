import { type Context, Hono } from "hono";
import { problem } from "../base/problem.ts";
import { publicSite } from "../base/public-site.ts";
import type { PingDoor } from "../intake/live/ping-door.ts";
import { mainBook } from "../operations/find-book.ts";
import { openPingDoor } from "../operations/open-ping-door.ts";
import type { Workplace } from "../operations/workplace.ts";
import { callerAddress } from "./caller-address.ts";
import type { ApiDeps } from "./deps.ts";
import { guardHost, guardMethod, secureHeaders } from "./guards.ts";
import { health, ready } from "./health.ts";
import { takePing } from "./pings.ts";
import { problemAnswer } from "./problem-response.ts";
import { readersHere } from "./readers-here.ts";
import { shownStatus } from "./shown-status.ts";
import { statusPage, styleHash } from "./status-page/status-page.ts";
import { serveWeb } from "./web/serve-web.ts";

/** Everything that can be asked for over HTTP. Never tells a stack. The routes are loaded when the first is asked for. */
export function createApp(deps: ApiDeps): Hono {
  const app = new Hono();
  app.use(secureHeaders(styleHash));
  // Platforms come through a name on the internet that is not known here; the address itself is what they must know.
  const pings = openPingDoor(deps.workplace);
  app.post("/pings/:platform/:address", (c) => takePing(c, pings));
  const demoDoor = demoDoorOf(deps);
  app.post("/demo/pings/:platform/:address", (c) => {
    const door = demoDoor();
    return door ? takePing(c, door) : c.notFound();
  });
  const site = publicSite(deps.publicUrl);
  app.use(guardHost(() => (site ? [...deps.hosts(), site.host] : deps.hosts())));
  app.on(["GET", "HEAD"], "/api/v1/health", () => health(deps));
  app.on(["GET", "HEAD"], "/api/v1/ready", () => ready(deps));
  app.all("/api/auth/*", (c) =>
    (deps.people ?? readersHere).handle(c.req.raw, { address: callerAddress(c, deps.publicUrl) }),
  );
  app.all("/mcp", (c) => deps.mcp?.(c.req.raw) ?? nothingAt(c));
  const routes = routesOf(deps);
  app.get("/metrics", async (c) => (await routes()).fetch(c.req.raw, c.env));
  app.all("/api/*", async (c) => (await routes()).fetch(c.req.raw, c.env));
  app.use(guardMethod());
  const { webFiles } = deps;
  if (webFiles) app.get("*", async (c) => (await serveWeb(c, webFiles)) ?? nothingAt(c));
  app.get("/", (c) => plainPage(c, deps));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.notFound((c) => nothingAt(c));
  app.onError((cause, c) => ownError(c, deps, cause));
  return app;
}

/** The routes with all that reads and checks, loaded once: an engine that nobody looks at does without them. */
function routesOf(deps: ApiDeps): () => Promise<Hono> {
  let loading: Promise<Hono> | undefined;
  const load = async (): Promise<Hono> => {
    const { openRoutes } = await import("./open-routes.ts");
    const app = openRoutes(deps);
    app.notFound((c) => nothingAt(c));
    app.onError((cause, c) => ownError(c, deps, cause));
    return app;
  };
  // A load that failed is tried again at the next request: what was wrong may have been mended.
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    }));
}

/** While the dashboard is not built: the figures for whoever may read them, and else a sentence. */
async function plainPage(c: Context, deps: ApiDeps): Promise<Response> {
  const principal = await (deps.people ?? readersHere).whoIs(c.req.raw);
  if (principal?.may("read", mainBook)) return c.html(statusPage(await shownStatus(deps)));
  const sentence = "Millrace runs. Its dashboard is not built yet: <code>npm run build</code> builds it.";
  return c.html(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Millrace</title><p>${sentence}</p></html>`,
  );
}

function nothingAt(c: Context): Response {
  return problemAnswer(404, problem("not-found", `There is nothing at ${c.req.path.slice(0, 200)}.`));
}

function ownError(c: Context, deps: ApiDeps, cause: unknown): Response {
  deps.workplace.log.error({ room: "api", path: c.req.path, err: cause }, "A request could not be answered.");
  const sentence = "Millrace met an error of its own; the log tells more.";
  if (c.req.path !== "/") return problemAnswer(500, problem("own-error", sentence));
  return new Response(`<!doctype html><title>Millrace</title><p>${sentence}</p>`, {
    status: 500,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}

/** The demo shop opens after the engine listens: its door is made when it is first asked for. */
function demoDoorOf({ demo }: ApiDeps): () => PingDoor | undefined {
  let made: { readonly workplace: Workplace; readonly door: PingDoor } | undefined;
  return () => {
    const shown = demo?.now();
    if (shown && made?.workplace !== shown.workplace)
      made = { workplace: shown.workplace, door: openPingDoor(shown.workplace) };
    return shown && made?.door;
  };
}
