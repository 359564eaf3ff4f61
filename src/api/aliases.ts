import type { Hono } from "hono";
import type { Method, Route } from "./define-route.ts";

/**
 * Paths under which other programs know what Millrace does. `to` is one of our own routes; an alias whose route does not
 * exist is not mounted. `action` picks by the value of `?action=`, which is then left out.
 */
type Alias = { readonly method: Method; readonly from: string; readonly to: string; readonly action?: string };

const passiveIncome = "/api/passive-income";
const revenue = "/api/qmoi/revenue";

const aliases: readonly Alias[] = [
  { method: "get", from: `${passiveIncome}/platforms`, to: "/platforms" },
  { method: "get", from: `${passiveIncome}/platforms/:name`, to: "/platforms/:name" },
  { method: "put", from: `${passiveIncome}/platforms/:name`, to: "/platforms/:name" },
  { method: "post", from: `${passiveIncome}/platforms/:name/activate`, to: "/platforms/:name/resume" },
  { method: "post", from: `${passiveIncome}/platforms/:name/deactivate`, to: "/platforms/:name/pause" },
  { method: "post", from: `${passiveIncome}/platforms/:name/sync`, to: "/platforms/:name/sync" },
  { method: "get", from: `${passiveIncome}/stats`, to: "/status" },
  { method: "get", from: `${passiveIncome}/revenue`, to: "/report" },
  { method: "get", from: `${passiveIncome}/actions`, to: "/actions" },
  { method: "post", from: `${passiveIncome}/actions/:id/resolve`, to: "/actions/:id/approve" },
  { method: "post", from: `${passiveIncome}/actions/:id/cancel`, to: "/actions/:id/cancel" },
  { method: "get", from: `${passiveIncome}/listings`, to: "/listings" },
  { method: "post", from: `${passiveIncome}/listings/:id/retry`, to: "/listings/:id/retry" },
  { method: "post", from: `${passiveIncome}/agent/run`, to: "/agent/run" },
  { method: "get", from: revenue, to: "/status", action: "status" },
  { method: "get", from: revenue, to: "/report", action: "report" },
  { method: "get", from: revenue, to: "/sales", action: "transactions" },
  { method: "get", from: revenue, to: "/payouts", action: "payouts" },
  { method: "get", from: revenue, to: "/platforms", action: "platforms" },
  { method: "get", from: revenue, to: "/jobs", action: "jobs" },
];

/** Mounts every alias whose route exists: the request goes there as it is, and is guarded there. */
export function mountAliases(app: Hono, routes: readonly Route[], base: string): void {
  const exists = new Set(routes.map(({ method, path }) => `${method} ${shape(path)}`));
  for (const alias of aliases.filter(({ method, to }) => exists.has(`${method} ${shape(to)}`)))
    app.on(alias.method.toUpperCase(), alias.from, (c, next) => {
      const url = new URL(c.req.url);
      if (alias.action !== undefined) {
        if (url.searchParams.get("action") !== alias.action) return next();
        url.searchParams.delete("action");
      }
      const names = c.req.param() as Readonly<Record<string, string>>;
      const filled = alias.to.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ""));
      url.pathname = `${base}${filled}`;
      return app.fetch(new Request(url, c.req.raw), c.env);
    });
}

function shape(path: string): string {
  return path.replace(/:\w+/g, ":");
}
