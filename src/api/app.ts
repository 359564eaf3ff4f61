import { Hono } from "hono";
import { html } from "hono/html";
import type { PingDoor } from "../intake/live/ping-door.ts";
import { platformLimits } from "../operations/limits.ts";
import { openPingDoor } from "../operations/open-ping-door.ts";
import { gatherStatus, type Status } from "../operations/status.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { ApiDeps } from "./deps.ts";
import { guardHost, guardMethod, secureHeaders } from "./guards.ts";
import { health } from "./health.ts";
import { takePing } from "./pings.ts";
import { problemResponse } from "./problem-response.ts";
import { report } from "./report.ts";
import { statusPage, styleHash } from "./status-page/status-page.ts";

/** Everything that can be asked for over HTTP. Reads only, answers this machine only, and never tells a stack. */
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
  app.use(guardHost(deps.hosts));
  app.use(guardMethod());
  const status = (): Promise<Status> => shownStatus(deps);
  app.get("/", async (c) => c.html(statusPage(await status())));
  app.get("/favicon.ico", (c) => c.body(null, 204));
  app.get("/api/v1/health", (c) => health(c, deps));
  app.get("/api/v1/status", async (c) => c.json(await status()));
  app.get("/api/v1/limits", async (c) => c.json({ platforms: await platformLimits(deps.workplace) }));
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

/** The owner's shop, or the demo shop while there is nothing of her own to show; the places are hers in either case. */
async function shownStatus({ workplace, facts, demo }: ApiDeps): Promise<Status> {
  const shown = demo?.now();
  if (!shown) return gatherStatus(workplace, facts);
  const { dataDir, where } = workplace.installation;
  const places = { dataDir, database: where, inbox: facts.inboxPath, log: facts.logPath };
  return { ...(await gatherStatus(shown.workplace, shown.facts, true)), ...places };
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
