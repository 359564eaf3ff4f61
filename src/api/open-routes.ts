import type { Hono } from "hono";
import type { Workplace } from "../operations/workplace.ts";
import { auditedActs } from "../store/audit-log.ts";
import { readChangeMarks } from "../store/change-marks.ts";
import { mountAliases } from "./aliases.ts";
import { allRoutes } from "./all-routes.ts";
import type { ApiDeps } from "./deps.ts";
import { type Hub, openHub } from "./live/hub.ts";
import { metricsText } from "./metrics/metrics-text.ts";
import { openCounts } from "./metrics/request-counts.ts";
import { serveMetrics } from "./metrics/serve-metrics.ts";
import { apiBase, mountRoutes } from "./mount-routes.ts";
import { openRates } from "./rates.ts";

/** Every route, mounted. Loaded when the first request for one comes. */
export function openRoutes(deps: ApiDeps): Hono {
  const hubOf = hubs(deps);
  const counts = openCounts();
  const app = mountRoutes(allRoutes, { deps, rates: openRates(deps.workplace.clock, deps.rates), hubOf }, counts);
  mountAliases(app, allRoutes, apiBase);
  app.get("/metrics", (c) => serveMetrics(c, deps, () => metricsText(deps, counts, hubOf(deps.workplace).clients())));
  return app;
}

/** One hub for the owner's books, and one for the demo shop's while it is shown. */
function hubs({ ends }: ApiDeps): (workplace: Workplace) => Hub {
  const made = new WeakMap<object, Hub>();
  return ({ store, clock, log }) => {
    const marks = () => readChangeMarks(store);
    // What was done within a second is a few acts; of thousands, the first tell enough.
    const acts = (seq: bigint) => auditedActs(store, seq, 2_000);
    const known = made.get(store) ?? openHub({ clock, log, marks, acts, ends });
    made.set(store, known);
    return known;
  };
}
