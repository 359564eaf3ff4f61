import { createEmbeddedJobs } from "./embedded-jobs.ts";
import type { Jobs } from "./jobs.ts";
import type { JobsOptions } from "./parts.ts";

/** Durable work on an open store: in tables of our own, or with pg-boss, which only a server ever loads. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  if (options.store.engine === "sqlite") return createEmbeddedJobs(options);
  const { createPgBossJobs } = await import("./pg-boss-jobs.ts");
  return createPgBossJobs(options);
}
