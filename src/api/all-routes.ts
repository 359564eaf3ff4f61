import type { Route } from "./define-route.ts";
import { openApiRoute } from "./openapi/openapi-route.ts";
import { routes } from "./routes/registry.ts";

/** Every route there is. */
export const allRoutes: readonly Route[] = [...routes, openApiRoute(() => allRoutes)];
