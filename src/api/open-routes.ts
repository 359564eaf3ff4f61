import type { Hono } from "hono";
import type { ApiDeps } from "./deps.ts";
import { mountRoutes } from "./mount-routes.ts";
import { routes } from "./routes/registry.ts";

/** Every route, mounted. Loaded when the first request for one comes. */
export function openRoutes(deps: ApiDeps): Hono {
  return mountRoutes(routes, deps);
}
